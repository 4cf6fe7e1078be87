using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Yaosu.Orgs;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.ApiKeys;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Packages;
using Yaosu.Orgs.Papers;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Files;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Sms;
using Yaosu.Tests.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Papers;

public sealed class QualificationTests : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly QualificationNeed Trading = new("开展业务", QualificationKind.BusinessLicence, QualificationKind.DrugManufacture, QualificationKind.DrugTrade);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "yaosu-papers-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly TestDatabase _database;
    private readonly QueueSms _sms = new(new EphemeralDataProtectionProvider(), Options.Create(new SmsOptions()));
    private readonly FileStore _files;
    private readonly DownloadLinks _links;
    private readonly RenewQualification _renew;
    private readonly ReviewQualification _review;
    private readonly MyQualifications _mine;
    private readonly Qualifications _check;
    private OrgsWorld _world = null!;
    private Actor _main = null!;
    private Actor _wang = null!;

    public QualificationTests(TestDatabase database)
    {
        _database = database;
        _files = new FileStore(database.Databases, new([QualificationFile.Purpose]), Options.Create(new FileStoreOptions { Folder = _folder }), NullLogger<FileStore>.Instance);
        _links = new(database.Databases, _files, new EphemeralDataProtectionProvider());
        _renew = new(database.Databases, new(database.Databases));
        _review = new(database.Databases, _links);
        _mine = new(database.Databases, [Trading]);
        _check = new(database.Databases);
    }

    private DateOnly Today => ChinaTime.Today(_database.Time);

    public async ValueTask InitializeAsync()
    {
        _world = await OrgsWorld.OpenAsync(_database);
        _main = await _world.SignedInAsync(_world.MainName);
        var platform = await OrgsWorld.OpenAsync(_database, OrgKind.Platform);
        _wang = await platform.SignedInAsync(platform.MainName);
    }

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_renewed_paper_counts_once_an_operator_has_approved_it_and_the_old_one_goes_on_until_then()
    {
        var old = await ApprovedAsync(QualificationKind.DrugManufacture, Today.AddDays(5));
        var renewed = await HandedInAsync(QualificationKind.DrugManufacture, Today.AddYears(5));
        var card = await CardAsync(QualificationKind.DrugManufacture);
        card.Should().Match<QualificationCard>(x => x.Current!.Id == old.Id && x.Standing == QualificationStanding.Ending && x.Pending!.Id == renewed.Id);
        card.Acts.Should().Equal(Trading.Act);
        (await ListAsync()).Should().Contain(x => x.Id == _world.OrgId);

        (await _review.RunAsync(_wang, renewed.Id, renewed.Version, null)).Refusals.Should().BeEmpty();
        (await CardAsync(QualificationKind.DrugManufacture)).Should().Match<QualificationCard>(x => x.Current!.Id == renewed.Id && x.Standing == QualificationStanding.Valid && x.Pending == null);
        (await _review.RunAsync(_wang, renewed.Id, renewed.Version, "第二位审核人")).Refusal.Should().Be(OrgsRefusals.QualificationReviewed);
        (await ListAsync()).Should().NotContain(x => x.Id == _world.OrgId);
        await using var db = _database.OpenSystem(_world.OrgId);
        (await db.Set<AuditEntry>().Select(x => x.Action).ToListAsync()).Should().Contain([OrgsActions.QualificationSubmitted.Code, OrgsActions.QualificationApproved.Code]);
        (await db.Set<Notification>().CountAsync(x => x.Title == "企业资质已通过" && x.UserId == _main.UserId)).Should().Be(2, "one for each paper, although he is both main account and submitter");
    }

    [Fact]
    public async Task A_rejected_paper_says_why_and_another_file_takes_its_place()
    {
        var paper = await HandedInAsync(QualificationKind.BusinessLicence, null);
        (await _review.RunAsync(_wang, paper.Id, paper.Version, " ")).Refusal.Should().Be(OrgsRefusals.ReasonRequired);
        (await _review.RunAsync(_wang, paper.Id, paper.Version, "照片不清晰")).Refusals.Should().BeEmpty();
        (await CardAsync(QualificationKind.BusinessLicence)).Pending.Should().Match<Qualification>(x => x.State == QualificationState.Rejected && x.RejectedWhy == "照片不清晰");

        var again = await HandedInAsync(QualificationKind.BusinessLicence, null);
        again.Should().Match<Qualification>(x => x.Id == paper.Id && x.State == QualificationState.Waiting && x.RejectedWhy == null && x.FileId != paper.FileId);
        await using var db = _database.OpenSystem(_world.OrgId);
        (await db.Set<StoredFile>().SingleAsync(x => x.Id == paper.FileId)).State.Should().Be(StoredFileState.Deleted);
    }

    [Fact]
    public async Task A_changed_paper_is_not_approved_by_whoever_looked_at_the_one_before()
    {
        var seen = await HandedInAsync(QualificationKind.DrugManufacture, Today.AddYears(1));
        await HandedInAsync(QualificationKind.DrugManufacture, Today.AddYears(2));
        (await _review.RunAsync(_wang, seen.Id, seen.Version, null)).Refusal.Should().Be(OrgsRefusals.QualificationReviewed);
    }

    [Fact]
    public async Task What_is_wrong_with_a_paper_is_said_at_once()
    {
        (await _renew.RunAsync(_main, new(QualificationKind.DrugManufacture, " ", null, null))).Refusals.Should()
            .BeEquivalentTo([OrgsRefusals.QualificationNumberWrong, OrgsRefusals.QualificationExpiryRequired, OrgsRefusals.QualificationFileRequired]);
        (await _renew.RunAsync(_main, new(QualificationKind.DrugManufacture, "号", Today.AddDays(-1), 1))).Refusal!.Code.Should().Be("orgs.qualification-expired");
        var file = await UploadedAsync(_main);
        (await _renew.RunAsync(_main, new(QualificationKind.MedicalPractice, "号", Today.AddDays(1), file))).Refusal.Should().Be(OrgsRefusals.QualificationNotNeeded, "a drug maker is no hospital");
        using var disguised = new MemoryStream([.. "MZ disguised"u8]);
        (await _files.ReceiveAsync(_main, QualificationFile.Purpose, "a.png", disguised, disguised.Length)).Refusal!.Code.Should().StartWith("file.");
        using var large = new MemoryStream(new byte[6 * 1024 * 1024]);
        (await _files.ReceiveAsync(_main, QualificationFile.Purpose, "a.png", large, large.Length)).Refusal!.Code.Should().Be("file.too-large");

        (await _renew.RunAsync(_main, new(QualificationKind.BusinessLicence, "号", null, file))).Refusals.Should().BeEmpty();
        (await _renew.RunAsync(_main, new(QualificationKind.DrugManufacture, "号", Today.AddDays(1), file))).Refusal.Should().Be(OrgsRefusals.QualificationFileRequired, "a file is of one paper");
    }

    [Fact]
    public async Task An_ended_paper_stops_what_depends_on_it_and_names_itself_and_its_end()
    {
        var until = Today.AddDays(3);
        await ApprovedAsync(QualificationKind.DrugManufacture, until);
        await ApprovedAsync(QualificationKind.BusinessLicence, until);
        (await _check.CheckAsync(_main, Trading)).Should().BeNull();
        _database.Time.Advance(TimeSpan.FromDays(4));
        var refusal = await _check.CheckAsync(_main, Trading);
        refusal!.Code.Should().Be("orgs.qualification-ended");
        refusal.Text.Should().Contain(until.ToString("yyyy-MM-dd")).And.Contain("开展业务");
        (await _check.CheckAsync(_main, new("看病", QualificationKind.MedicalPractice))).Should().BeNull("a paper that this kind of enterprise doesn't bring");
        (await new SaveApiKey(_database.Databases, _world.Tree, _check).AddAsync(_main, new("ERP", null, new HashSet<string> { OrgsPermissions.ViewPeopleCode }, []), 30)).Refusal!.Text.Should().Contain("新增接口密钥");
        (await new ApplyForPackage(_database.Databases, new(_database.Databases), _check).RunAsync(_main, 1, null)).Refusal!.Text.Should().Contain("申请服务套餐");

        await ApprovedAsync(QualificationKind.DrugManufacture, Today.AddYears(1));
        await ApprovedAsync(QualificationKind.BusinessLicence, null);
        (await _check.CheckAsync(_main, Trading)).Should().BeNull("new papers lift the stop");
    }

    [Fact]
    public async Task The_main_account_is_warned_once_for_each_step_and_not_when_a_newer_paper_counts()
    {
        await using (var db = _database.OpenSystem(_world.OrgId))
        {
            (await db.Set<User>().SingleAsync(x => x.Id == _main.UserId)).Phone = "13912345678";
            await db.SaveChangesAsync();
        }
        var paper = await ApprovedAsync(QualificationKind.DrugManufacture, Today.AddDays(40));
        var work = new WarnOfEndingQualifications(_database.Databases, _sms);
        await work.RunAsync(default);
        (await WarningsAsync()).Should().Be((0, 0));
        _database.Time.Advance(TimeSpan.FromDays(10));
        await work.RunAsync(default);
        await work.RunAsync(default);
        (await WarningsAsync()).Should().Be((1, 1));
        _database.Time.Advance(TimeSpan.FromDays(24));
        await work.RunAsync(default);
        (await WarningsAsync()).Should().Be((2, 2));
        _database.Time.Advance(TimeSpan.FromDays(7));
        await work.RunAsync(default);
        (await WarningsAsync()).Should().Be((3, 3), "the last one says that it has ended");

        await ApprovedAsync(QualificationKind.DrugManufacture, Today.AddDays(20));
        await ApprovedAsync(QualificationKind.DrugManufacture, Today.AddYears(2));
        await work.RunAsync(default);
        (await WarningsAsync()).Should().Be((3, 3));
        paper.WarnedDays.Should().BeNull();
    }

    [Fact]
    public async Task Nobody_sees_or_changes_papers_without_the_right_and_a_lent_file_opens_for_the_operator_alone()
    {
        var paper = await HandedInAsync(QualificationKind.BusinessLicence, null);
        var nobody = await _world.SignedInAsync(await _world.AddUserAsync(OrgsPermissions.ViewPeople));
        (await _mine.RunAsync(nobody)).Refusal!.Code.Should().Be("access.denied");
        (await _renew.RunAsync(nobody, new(QualificationKind.BusinessLicence, "号", null, 1))).Refusal!.Code.Should().Be("access.denied");
        (await _review.RunAsync(_main, paper.Id, paper.Version, null)).Refusal!.Code.Should().Be("access.denied", "nobody reviews his own papers");
        (await _review.OpenAsync(_main, paper.Id)).Refusal!.Code.Should().Be("access.denied");
        (await _links.CreateAsync(nobody, paper.FileId)).IsDone.Should().BeFalse();

        var other = await OrgsWorld.OpenAsync(_database);
        var stranger = await other.SignedInAsync(other.MainName);
        (await _links.CreateAsync(stranger, paper.FileId)).IsDone.Should().BeFalse();
        var token = (await _review.OpenAsync(_wang, paper.Id)).Value.Split('/')[^1];
        (await _links.OpenAsync(_wang, token))!.Id.Should().Be(paper.FileId);
        (await _links.OpenAsync(stranger, token)).Should().BeNull();
        (await _links.OpenAsync(_main, token)).Should().BeNull("it was lent to somebody else");
        await using var db = _database.OpenSystem(_world.OrgId);
        (await db.Set<AuditEntry>().CountAsync(x => x.ActorName.StartsWith("平台运营·") && x.ObjectId == paper.FileId)).Should().Be(1);
    }

    private async Task<(int Told, int Sent)> WarningsAsync()
    {
        await using var db = _database.OpenSystem(_world.OrgId);
        return (await db.Set<Notification>().CountAsync(x => x.Title.StartsWith("企业资质即将") || x.Title == "企业资质已过期"), await db.Set<SmsMessage>().CountAsync(x => x.Kind == "orgs.qualification-ending"));
    }

    private async Task<IReadOnlyList<EnterpriseRow>> ListAsync() => (await new EnterpriseList(_database.Databases, _mine).RunAsync(_wang, new(HasPapers: true), new PageRequest())).Value.Rows;

    private async Task<QualificationCard> CardAsync(QualificationKind kind) => (await _mine.RunAsync(_main)).Value.Cards.Single(x => x.Kind == kind);

    private async Task<Qualification> ApprovedAsync(QualificationKind kind, DateOnly? until)
    {
        var paper = await HandedInAsync(kind, until);
        (await _review.RunAsync(_wang, paper.Id, paper.Version, null)).Refusals.Should().BeEmpty();
        return paper;
    }

    private async Task<Qualification> HandedInAsync(QualificationKind kind, DateOnly? until)
    {
        (await _renew.RunAsync(_main, new(kind, "示例 0001", until, await UploadedAsync(_main)))).Refusals.Should().BeEmpty();
        return (await CardAsync(kind)).Pending!;
    }

    private async Task<long> UploadedAsync(Actor actor)
    {
        using var bytes = new MemoryStream(SampleFiles.Png(10, 10));
        return (await _files.ReceiveAsync(actor, QualificationFile.Purpose, "扫描件.png", bytes, bytes.Length)).Value;
    }
}
