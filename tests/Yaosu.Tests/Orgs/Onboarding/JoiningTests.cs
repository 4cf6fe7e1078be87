using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Yaosu.Orgs;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Onboarding;
using Yaosu.Orgs.Papers;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Files;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Sms;
using Yaosu.Tests.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Onboarding;

public sealed class JoiningTests : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static int _made;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "yaosu-joining-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly TestDatabase _database;
    private readonly QueueSms _sms = new(new EphemeralDataProtectionProvider(), Options.Create(new SmsOptions()));
    private readonly MyJoining _joining;
    private readonly ReviewJoining _desk;
    private OrgsWorld _platform = null!;
    private Actor _wang = null!;

    public JoiningTests(TestDatabase database)
    {
        _database = database;
        var files = new FileStore(database.Databases, new([PlatformFiles.Purpose, QualificationFile.Purpose]), Options.Create(new FileStoreOptions { Folder = _folder }), NullLogger<FileStore>.Instance);
        _joining = new(database.Databases, files, new(database.Databases));
        _desk = new(database.Databases, _sms, new(database.Databases, files));
    }

    private DateOnly Today => ChinaTime.Today(_database.Time);

    public async ValueTask InitializeAsync()
    {
        _platform = await OrgsWorld.OpenAsync(_database, OrgKind.Platform);
        _wang = await _platform.SignedInAsync(_platform.MainName);
    }

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_approved_application_becomes_an_enterprise_whose_main_account_signs_in_and_has_to_change_its_password()
    {
        var (mobile, details) = await SubmittedAsync();
        var row = (await _desk.ListAsync(_wang, details.Name, OrgKind.Store, JoinState.Waiting, new PageRequest())).Value.Rows.Should().ContainSingle().Subject;
        var shown = (await _desk.FindAsync(_wang, row.Id)).Value;
        shown.Qualifications.Should().HaveCount(3);

        (await _desk.RunAsync(_wang, row.Id, shown.Application.Version, null)).Refusals.Should().BeEmpty();
        var application = (await _joining.FindAsync(mobile))!.Application;
        application.State.Should().Be(JoinState.Approved);
        await using var db = _database.OpenSystem(application.OrgId!.Value);
        (await db.Set<User>().SingleAsync()).Should().Match<User>(x => x.IsMain && x.MustChangePassword && x.Phone == mobile);
        var message = await db.Set<SmsMessage>().SingleAsync();
        message.Kind.Should().Be("orgs.join-approved");
        var password = _sms.ValuesOf(message)["password"];
        (await _platform.SignIn.RunAsync(details.SignInName!, password, null, null)).IsDone.Should().BeTrue();
        (await db.Set<AuditEntry>().OrderBy(x => x.Sequence).Select(x => x.Action).ToListAsync()).Should().Contain([OrgsActions.JoinApproved.Code, OrgsActions.EnterpriseOpened.Code]);
        var papers = await db.Set<Qualification>().Where(x => x.OrgId == application.OrgId).ToListAsync();
        papers.Select(x => x.Kind).Should().BeEquivalentTo(QualificationRules.NeededBy(OrgKind.Store), "its papers are the enterprise's own from now on");
        var copies = await db.Set<StoredFile>().Where(x => papers.Select(paper => paper.FileId).Contains(x.Id)).ToListAsync();
        copies.Should().HaveCount(3).And.OnlyContain(x => x.State == StoredFileState.Stored && x.ExpiresAt == null && x.OrgId == application.OrgId);
        (await _desk.RunAsync(_wang, row.Id, shown.Application.Version, "第二位审核人")).Refusal.Should().Be(OrgsRefusals.JoinAlreadyReviewed);
    }

    [Fact]
    public async Task A_rejected_application_is_mended_and_handed_in_again()
    {
        var (mobile, details) = await SubmittedAsync();
        var application = (await _joining.FindAsync(mobile))!.Application;
        (await _joining.SaveAsync(mobile, details)).Refusal.Should().Be(OrgsRefusals.JoinUnderReview, "nobody changes what is being looked at");
        (await _desk.RunAsync(_wang, application.Id, application.Version, " ")).Refusal.Should().Be(OrgsRefusals.ReasonRequired);
        (await _desk.RunAsync(_wang, application.Id, application.Version, "照片不清晰")).IsDone.Should().BeTrue();
        (await _joining.FindAsync(mobile))!.Application.Should().Match<JoinApplication>(x => x.State == JoinState.Rejected && x.RejectedWhy == "照片不清晰");

        (await _joining.SaveAsync(mobile, details with { Address = "新地址" })).IsDone.Should().BeTrue();
        (await PaperAsync(mobile, QualificationKind.DrugTrade)).IsDone.Should().BeTrue();
        (await _joining.SubmitAsync(mobile)).IsDone.Should().BeTrue();
        var again = (await _joining.FindAsync(mobile))!;
        again.Application.State.Should().Be(JoinState.Waiting);
        again.Qualifications.Should().HaveCount(3, "a new scan takes the place of the old one");
        (await _desk.RunAsync(_wang, application.Id, application.Version, null)).Refusal.Should().Be(OrgsRefusals.JoinAlreadyReviewed, "the operator looked at what it was before");
    }

    [Fact]
    public async Task A_credit_code_or_name_in_use_or_under_review_is_refused_at_once()
    {
        var (_, details) = await SubmittedAsync();
        var other = Mobile();
        (await _joining.SaveAsync(other, details with { SignInName = "another_one" })).Refusal.Should().Be(OrgsRefusals.CreditCodeUnderReview);
        (await _joining.SaveAsync(other, details with { CreditCode = Code() })).Refusal.Should().Be(OrgsRefusals.SignInNameTaken);
        (await _joining.SaveAsync(other, details with { CreditCode = Code(), SignInName = _platform.MainName + "zz" })).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_papers_are_judged_by_content_and_date()
    {
        var mobile = Mobile();
        (await _joining.SubmitAsync(mobile)).Refusal.Should().Be(OrgsRefusals.JoinDetailsFirst);
        var wrong = Code();
        (await _joining.SaveAsync(mobile, new(OrgKind.Platform, wrong[..17] + (wrong[17] == '0' ? '1' : '0'), "", "", "", "", "x"))).Refusals.Select(x => x.Field)
            .Should().BeEquivalentTo("CreditCode", "Kind", "Name", "Address", "LegalPerson", "ContactName", "SignInName");
        (await _joining.SaveAsync(mobile, Details())).IsDone.Should().BeTrue();
        (await _joining.SubmitAsync(mobile)).Refusal!.Code.Should().Be("orgs.qualification-missing");

        (await PaperAsync(mobile, QualificationKind.DrugManufacture)).Refusal.Should().Be(OrgsRefusals.QualificationNotNeeded);
        (await PaperAsync(mobile, QualificationKind.DrugTrade, until: Today.AddDays(-1))).Refusal!.Code.Should().Be("orgs.qualification-expired");
        (await _joining.AddPaperAsync(mobile, new(QualificationKind.DrugTrade, "号", null, "a.png", Stream.Null, 0))).Refusal.Should().Be(OrgsRefusals.QualificationExpiryRequired);
        (await PaperAsync(mobile, QualificationKind.DrugTrade, bytes: [.. "MZ disguised"u8])).Refusal!.Code.Should().StartWith("file.");
        (await PaperAsync(mobile, QualificationKind.DrugTrade, bytes: new byte[6 * 1024 * 1024])).Refusal!.Code.Should().Be("file.too-large");
        (await _joining.FindAsync(mobile))!.Qualifications.Should().BeEmpty();
    }

    [Fact]
    public async Task Operators_hear_of_an_application_and_nobody_else_may_look()
    {
        var (mobile, _) = await SubmittedAsync();
        var application = (await _joining.FindAsync(mobile))!.Application;
        await using (var db = _database.OpenSystem(_wang.OrgId))
            (await db.Set<Notification>().CountAsync(x => x.UserId == _wang.UserId && x.Link == OrgsUrls.JoinReview(application.Id))).Should().Be(1);
        var world = await OrgsWorld.OpenAsync(_database);
        var main = await world.SignedInAsync(world.MainName);
        (await _desk.ListAsync(main, null, null, null, new PageRequest())).Refusal!.Code.Should().Be("access.denied");
        (await _desk.FindAsync(main, application.Id)).Refusal!.Code.Should().Be("access.denied");
        (await _desk.RunAsync(main, application.Id, application.Version, null)).Refusal!.Code.Should().Be("access.denied");
    }

    [Fact]
    public async Task A_pass_is_given_for_the_code_on_the_phone_alone_and_guessing_ends_soon()
    {
        var passes = new JoinPass(_database.Databases, _sms, new(_database.Time), new EphemeralDataProtectionProvider());
        var mobile = Mobile();
        (await passes.SendAsync("123")).Refusal!.Field.Should().Be("Mobile");
        var seal = (await passes.SendAsync(mobile)).Value;
        (await passes.SendAsync(mobile)).Refusal.Should().Be(SmsRefusals.WaitAMinute);
        var code = await CodeOnPhoneAsync(mobile);

        passes.Enter(seal, code == "000000" ? "000001" : "000000").Refusal.Should().Be(OrgsRefusals.JoinCodeWrong);
        passes.MobileOf(passes.Enter(seal, $" {code} ").Value).Should().Be(mobile);
        passes.MobileOf("forged").Should().BeNull();
        passes.MobileOf(seal).Should().BeNull("the seal of a code is no pass");
        Enumerable.Range(0, 10).Select(_ => passes.Enter(seal, "999999x").Refusal).Should().Contain(OrgsRefusals.TooManyTries);
        _database.Time.Advance(JoinPass.CodeLifetime);
        passes.Enter(seal, code).Refusal.Should().Be(OrgsRefusals.JoinCodeStale);
    }

    private async Task<string> CodeOnPhoneAsync(string mobile)
    {
        // The installation's first platform enterprise writes; which one that is depends on the other tests.
        await using var platform = _database.Databases.OpenPlatform();
        foreach (var org in await platform.Set<Org>().Where(x => x.Kind == OrgKind.Platform).Select(x => x.Id).ToListAsync())
        {
            await using var db = _database.OpenSystem(org);
            foreach (var message in await db.Set<SmsMessage>().Where(x => x.Kind == "orgs.join-code").ToListAsync())
                if (_sms.NumberOf(message).Digits == mobile)
                    return _sms.ValuesOf(message)["code"];
        }
        throw new InvalidOperationException("No code was sent.");
    }

    private async Task<(string Mobile, MyJoining.Details Details)> SubmittedAsync()
    {
        var (mobile, details) = (Mobile(), Details());
        (await _joining.SaveAsync(mobile, details)).Refusals.Should().BeEmpty();
        foreach (var kind in QualificationRules.NeededBy(details.Kind))
            (await PaperAsync(mobile, kind)).Refusals.Should().BeEmpty();
        (await _joining.SubmitAsync(mobile)).Refusals.Should().BeEmpty();
        return (mobile, details);
    }

    private async Task<Outcome> PaperAsync(string mobile, QualificationKind kind, DateOnly? until = null, byte[]? bytes = null)
    {
        using var stream = new MemoryStream(bytes ?? SampleFiles.Png(10, 10));
        return await _joining.AddPaperAsync(mobile, new(kind, "示例 0001", until ?? Today.AddYears(1), "扫描件.png", stream, stream.Length));
    }

    private static MyJoining.Details Details()
    {
        var number = Interlocked.Increment(ref _made);
        return new(OrgKind.Store, Code(), $"示例药房{number:0000}", "示例路 1 号", "示例·法人", "示例·联系人", $"joining_{number:0000}");
    }

    private static string Mobile() => $"139{Interlocked.Increment(ref _made):00000000}";

    private static string Code()
    {
        var first = $"91000000TEST{Interlocked.Increment(ref _made):00000}".Replace('S', 'X');
        return first + CreditCode.CheckCharacter(first);
    }
}
