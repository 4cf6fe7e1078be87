using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Yaosu.Orgs;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.ExternalAccounts;
using Yaosu.Orgs.MainAccounts;
using Yaosu.Orgs.Onboarding;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Files;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Security;
using Yaosu.Platform.Sms;
using Yaosu.Tests.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.MainAccounts;

public sealed class MainAccountTests : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static int _made;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "yaosu-main-accounts-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly TestDatabase _database;
    private readonly QueueSms _sms = new(new EphemeralDataProtectionProvider(), Options.Create(new SmsOptions()));
    private readonly FileRecovery _recovery;
    private readonly MyMainAccount _mine;
    private readonly MainAccountDesk _desk;
    private readonly EndTransfer _withdraw;
    private readonly ObjectToChange _object;
    private readonly string _credit = CodeOf(Interlocked.Increment(ref _made));
    private OrgsWorld _world = null!;
    private SecondFactorSecrets _secrets = null!;
    private OfferMainAccount _offer = null!;
    private AcceptMainAccount _accept = null!;
    private DecideMainAccount _decide = null!;
    private Actor _main = null!;
    private Actor _wang = null!;

    public MainAccountTests(TestDatabase database)
    {
        _database = database;
        var files = new FileStore(database.Databases, new([RecoveryFile.Purpose]), Options.Create(new FileStoreOptions { Folder = _folder }), NullLogger<FileStore>.Instance);
        _recovery = new(database.Databases, files, _sms, new(database.Databases));
        _mine = new(database.Databases);
        _desk = new(database.Databases);
        _withdraw = new(database.Databases);
        _object = new(database.Databases, new(database.Databases));
    }

    public async ValueTask InitializeAsync()
    {
        _world = await OrgsWorld.OpenAsync(_database);
        _secrets = new(_world.Protection);
        var proof = new ProveOneself(_world.Throttle, _secrets);
        _offer = new(_database.Databases, proof);
        _accept = new(_database.Databases, proof, new(_database.Databases));
        _decide = new(_database.Databases, _world.Sessions, _sms);
        _main = await _world.SignedInAsync(_world.MainName);
        await using (var db = _database.OpenSystem(_world.OrgId))
        {
            (await db.Set<Org>().SingleAsync(x => x.Id == _world.OrgId)).CreditCode = _credit;
            (await db.Set<User>().SingleAsync(x => x.IsMain)).Phone = Mobile();
            await db.SaveChangesAsync();
        }
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
    public async Task A_transfer_offered_accepted_and_confirmed_moves_the_main_account_and_both_see_it_at_once()
    {
        var (name, receiver) = await ColleagueAsync();
        (await _offer.RunAsync(_main, new(receiver.UserId, OrgsWorld.Password, null))).Refusals.Should().BeEmpty();
        var open = (await _mine.RunAsync(receiver)).Value.Open!;
        (await DecideAsync(open.Id, null)).Refusal.Should().Be(OrgsRefusals.ChangeOver, "the receiver has not agreed yet");
        (await _accept.RunAsync(receiver, open.Id, "不是这个密码", null)).Refusal.Should().Be(OrgsRefusals.WrongOwnPassword);
        (await _accept.RunAsync(receiver, open.Id, OrgsWorld.Password, null)).Refusals.Should().BeEmpty();
        (await _desk.RunAsync(_wang, _credit, MainAccountChangeKind.Transfer, MainAccountChangeState.Waiting, new PageRequest())).Value.Rows.Should().ContainSingle(x => x.Id == open.Id);
        (await DecideAsync(open.Id, null)).Refusals.Should().BeEmpty();

        await using var db = _database.OpenSystem(_world.OrgId);
        (await db.Set<User>().SingleAsync(x => x.IsMain)).SignInName.Should().Be(name);
        (await _world.People.FindAsync(_world.OrgId, receiver.UserId))!.IsMain.Should().BeTrue();
        (await _world.People.FindAsync(_world.OrgId, _main.UserId)).Should().Match<Actor>(x => !x.IsMain && x.Permissions.Count == 0, "he stays, without a role");
        (await db.Set<AuditEntry>().Select(x => x.Action).ToListAsync()).Should().Contain(
            [OrgsActions.MainAccountOffered.Code, OrgsActions.MainAccountAccepted.Code, OrgsActions.MainAccountApproved.Code, OrgsActions.MainAccountGivenUp.Code, OrgsActions.MainAccountTaken.Code]);
        await using var own = _database.OpenSystem(_wang.OrgId);
        (await own.Set<AuditEntry>().CountAsync(x => x.Action == OrgsActions.MainAccountApproved.Code && x.ObjectId == open.Id)).Should().Be(1, "the operators' own log has it too");
        (await DecideAsync(open.Id, null)).Refusal.Should().Be(OrgsRefusals.ChangeOver);
    }

    [Fact]
    public async Task Who_becomes_the_main_account_manages_all_stores_whatever_he_managed_before()
    {
        var (_, receiver) = await ColleagueAsync();
        await using (var db = _database.OpenSystem(_world.OrgId))
        {
            (await db.Set<User>().SingleAsync(x => x.Id == receiver.UserId)).ManagesAllStores = false;
            db.Add(new ManagedStore { UserId = receiver.UserId, StoreId = _wang.OrgId });
            await db.SaveChangesAsync();
        }
        await _offer.RunAsync(_main, new(receiver.UserId, OrgsWorld.Password, null));
        var open = (await _mine.RunAsync(receiver)).Value.Open!;
        await _accept.RunAsync(receiver, open.Id, OrgsWorld.Password, null);
        (await DecideAsync(open.Id, null)).Refusals.Should().BeEmpty();
        await using var after = _database.OpenSystem(_world.OrgId);
        (await after.Set<ManagedStore>().AnyAsync()).Should().BeFalse();
        (await after.Set<User>().SingleAsync(x => x.IsMain)).ManagesAllStores.Should().BeTrue("he keeps them when he gives the main account away again");
    }

    [Fact]
    public async Task The_second_step_is_asked_for_too_and_a_code_is_good_once()
    {
        var secret = Totp.NewSecret();
        await using (var db = _database.OpenSystem(_world.OrgId))
        {
            (await db.Set<User>().SingleAsync(x => x.IsMain)).SecondFactor = _secrets.Seal(secret);
            await db.SaveChangesAsync();
        }
        var (_, receiver) = await ColleagueAsync();
        (await _mine.RunAsync(_main)).Value.HasSecondStep.Should().BeTrue();
        (await _offer.RunAsync(_main, new(receiver.UserId, OrgsWorld.Password, null))).Refusal.Should().Be(OrgsRefusals.WrongOwnCode);
        var code = Totp.Code(secret, Totp.StepOf(_database.Time.UtcNow()));
        (await _offer.RunAsync(_main, new(receiver.UserId, OrgsWorld.Password, code))).Refusals.Should().BeEmpty();
        (await _withdraw.RunAsync(_main, (await _mine.RunAsync(_main)).Value.Open!.Id)).Refusals.Should().BeEmpty();
        (await _offer.RunAsync(_main, new(receiver.UserId, OrgsWorld.Password, code))).Refusal.Should().Be(OrgsRefusals.WrongOwnCode);
    }

    [Fact]
    public async Task Either_side_ends_a_transfer_until_it_is_confirmed_and_nobody_else_touches_it()
    {
        var (_, receiver) = await ColleagueAsync();
        var (_, stranger) = await ColleagueAsync();
        var id = await OfferedAsync(receiver);
        (await _offer.RunAsync(_main, new(stranger.UserId, OrgsWorld.Password, null))).Refusal.Should().Be(OrgsRefusals.TransferUnderWay);
        (await _offer.RunAsync(stranger, new(receiver.UserId, OrgsWorld.Password, null))).Refusal.Should().Be(OrgsRefusals.OnlyMainAccount);
        (await _mine.RunAsync(stranger)).Value.Should().Match<MyMainAccount.Shown>(x => x.Open == null && x.Colleagues.Count == 0);
        (await _accept.RunAsync(stranger, id, OrgsWorld.Password, null)).Refusal.Should().Be(OrgsRefusals.TransferOver);
        (await _withdraw.RunAsync(stranger, id)).Refusal.Should().Be(OrgsRefusals.TransferOver);
        (await _decide.RunAsync(_main, id, 1, null)).Refusal!.Code.Should().Be("access.denied");

        (await _withdraw.RunAsync(receiver, id)).Refusals.Should().BeEmpty();
        (await _accept.RunAsync(receiver, id, OrgsWorld.Password, null)).Refusal.Should().Be(OrgsRefusals.TransferOver);
        id = await OfferedAsync(receiver);
        (await _accept.RunAsync(receiver, id, OrgsWorld.Password, null)).Refusals.Should().BeEmpty();
        (await _withdraw.RunAsync(_main, id)).Refusals.Should().BeEmpty("also after the receiver agreed");
        (await DecideAsync(id, null)).Refusal.Should().Be(OrgsRefusals.ChangeOver);
    }

    [Fact]
    public async Task An_account_of_a_certificate_is_not_offered_the_main_account_because_it_has_no_password_to_accept_with()
    {
        var (_, receiver) = await ColleagueAsync();
        var certificate = (await new AddCertificate(_database.Databases).RunAsync(_main, TestCertificates.Facts(TestCertificates.NewNumber('5'), _database.Time), null, null)).Value;
        (await _mine.RunAsync(_main)).Value.Colleagues.Select(x => x.Id).Should().Contain(receiver.UserId).And.NotContain(certificate);
        (await _offer.RunAsync(_main, new(certificate, OrgsWorld.Password, null))).Refusal.Should().Be(OrgsRefusals.ReceiverGone);
    }

    [Fact]
    public async Task After_seven_days_a_transfer_is_over_and_both_are_told()
    {
        var (_, receiver) = await ColleagueAsync();
        var id = await OfferedAsync(receiver);
        (await _accept.RunAsync(receiver, id, OrgsWorld.Password, null)).Refusals.Should().BeEmpty();
        _database.Time.Advance(MainAccountChange.TransferLasts);
        (await DecideAsync(id, null)).Refusal.Should().Be(OrgsRefusals.ChangeOver, "even before the work that marks it has run");
        await new LapseTransfers(_database.Databases).RunAsync(default);
        await using var db = _database.OpenSystem(_world.OrgId);
        (await db.Set<MainAccountChange>().SingleAsync(x => x.Id == id)).State.Should().Be(MainAccountChangeState.Lapsed);
        (await db.Set<Notification>().CountAsync(x => x.Title == "主账号转让已失效")).Should().Be(2);
    }

    [Fact]
    public async Task The_database_refuses_a_second_main_account()
    {
        var (_, receiver) = await ColleagueAsync();
        await using var db = _database.OpenSystem(_world.OrgId);
        (await db.Set<User>().SingleAsync(x => x.Id == receiver.UserId)).IsMain = true;
        (await db.TrySaveAsync(duplicate: OrgsRefusals.OnlyMainAccount)).Refusal.Should().Be(OrgsRefusals.OnlyMainAccount);
    }

    [Fact]
    public async Task A_recovered_account_has_the_applicants_phone_a_password_for_once_and_no_second_step()
    {
        var mobile = Mobile();
        await using (var db = _database.OpenSystem(_world.OrgId))
        {
            (await db.Set<User>().SingleAsync(x => x.IsMain)).SecondFactor = _secrets.Seal(Totp.NewSecret());
            db.Add(new ExternalAccount { Provider = "shop", SubjectHash = ExternalAccount.HashOf(mobile), OrgId = _world.OrgId, UserId = _main.UserId, Name = "离职者的账号", BoundAt = _database.Time.UtcNow() });
            await db.SaveChangesAsync();
        }
        var change = await FiledAsync(mobile, MainAccountChangeKind.Recovery);
        (await SentAsync(_world.OrgId, "orgs.main-account-asked-for")).Should().HaveCount(1, "the main account hears of it at once");
        (await _recovery.RunAsync(mobile, Wanted(MainAccountChangeKind.Recovery))).Refusal.Should().Be(OrgsRefusals.RecoveryUnderReview);
        var shown = (await _desk.FindAsync(_wang, change.Id)).Value;
        shown.Should().Match<MainAccountDesk.Shown>(x => x.Org!.Id == _world.OrgId && x.LastSeen != null);
        _database.Time.Advance(TimeSpan.FromMinutes(2)); // One message a minute for a phone.
        (await DecideAsync(change.Id, null)).Refusals.Should().BeEmpty();

        await using var after = _database.OpenSystem(_world.OrgId);
        (await after.Set<User>().SingleAsync(x => x.IsMain)).Should().Match<User>(x => x.Id == _main.UserId && x.Phone == mobile && x.MustChangePassword && x.SecondFactor == null);
        (await SentAsync(_world.OrgId, "orgs.main-account-moved")).Should().HaveCount(1, "the old phone hears of it");
        (await after.Set<ExternalAccount>().AnyAsync(x => x.OrgId == _world.OrgId)).Should().BeFalse("who had the account before can't come back by his own");
        var password = _sms.ValuesOf((await SentAsync(_world.OrgId, "orgs.main-account-recovered")).Single())["password"];
        (await _world.SignIn.RunAsync(_world.MainName, password, null, null)).Value.IsIn.Should().BeTrue();
        (await _recovery.FindAsync(mobile))!.State.Should().Be(MainAccountChangeState.Done);
    }

    [Fact]
    public async Task A_replacement_makes_a_new_main_account_and_stops_the_old_one()
    {
        var (mobile, account) = (Mobile(), $"xinguanli{Interlocked.Increment(ref _made)}");
        (await _recovery.RunAsync(mobile, Wanted(MainAccountChangeKind.Replacement, _world.MainName + "zz"))).Refusals.Should().BeEmpty();
        (await _recovery.RunAsync(Mobile(), Wanted(MainAccountChangeKind.Replacement, _world.MainName))).Refusals.Should().ContainSingle().Which.Code.Should().StartWith("orgs.sign-in-name");
        var change = await FiledAsync(Mobile(), MainAccountChangeKind.Replacement, account);
        var key = (await _world.SignIn.RunAsync(_world.MainName, OrgsWorld.Password, null, null)).Value.SessionKey;
        (await DecideAsync(change.Id, null)).Refusals.Should().BeEmpty();

        await using var db = _database.OpenSystem(_world.OrgId);
        (await db.Set<User>().SingleAsync(x => x.IsMain)).Should().Match<User>(x => x.SignInName == account && x.MustChangePassword);
        (await db.Set<User>().SingleAsync(x => x.Id == _main.UserId)).Should().Match<User>(x => x.IsDisabled && !x.IsMain);
        _database.Time.Advance(TimeSpan.FromSeconds(3));
        (await _world.Sessions.ActorOfAsync(key)).Should().BeNull();
        (await _world.SignIn.RunAsync(_world.MainName, OrgsWorld.Password, null, null)).Refusal.Should().Be(OrgsRefusals.AccountDisabled);
        var password = _sms.ValuesOf((await SentAsync(_world.OrgId, "orgs.main-account-replaced")).Single())["password"];
        (await _world.SignIn.RunAsync(account, password, null, null)).Value.IsIn.Should().BeTrue();
        (await _recovery.FindAsync(mobile))!.State.Should().Be(MainAccountChangeState.Lapsed, "the quicker one ended the other");
    }

    [Fact]
    public async Task Nothing_is_taken_over_while_the_main_account_objects()
    {
        var change = await FiledAsync(Mobile(), MainAccountChangeKind.Recovery);
        var filing = (await _mine.RunAsync(_main)).Value.Filings.Should().ContainSingle().Subject;
        filing.Mobile.Should().Contain("*");
        var (_, colleague) = await ColleagueAsync();
        (await _object.RunAsync(colleague, change.Id, "不是我们")).Refusal.Should().Be(OrgsRefusals.OnlyMainAccount);
        (await _object.RunAsync(_main, change.Id, null)).Refusal.Should().Be(OrgsRefusals.NoObjection);
        (await _object.RunAsync(_main, change.Id, " ")).Refusal.Should().Be(OrgsRefusals.ReasonRequired);
        (await _object.RunAsync(_main, change.Id, "本企业没有申请")).Refusals.Should().BeEmpty();
        (await _decide.RunAsync(_wang, change.Id, change.Version, null)).Refusal.Should().Be(OrgsRefusals.ChangeOver, "the operator looked at it before");
        (await DecideAsync(change.Id, null)).Refusal.Should().Be(OrgsRefusals.ChangeObjected);

        (await _object.RunAsync(_main, change.Id, null)).Refusals.Should().BeEmpty();
        (await DecideAsync(change.Id, "授权书没有公章")).Refusals.Should().BeEmpty();
        (await SentAsync(_world.OrgId, "orgs.main-account-refused")).Should().HaveCount(1);
        (await _object.RunAsync(_main, change.Id, "晚了")).Refusal.Should().Be(OrgsRefusals.ChangeOver);
    }

    [Fact]
    public async Task Whoever_asks_for_an_enterprise_that_is_not_there_hears_the_same()
    {
        var mobile = Mobile();
        (await _recovery.RunAsync(mobile, Wanted(MainAccountChangeKind.Recovery, credit: CodeOf(Interlocked.Increment(ref _made))))).Refusals.Should().BeEmpty();
        var change = (await _recovery.FindAsync(mobile))!;
        change.Should().Match<MainAccountChange>(x => x.OrgId == null && x.State == MainAccountChangeState.Waiting);
        (await _desk.FindAsync(_wang, change.Id)).Value.Org.Should().BeNull();
        (await DecideAsync(change.Id, null)).Refusal.Should().Be(OrgsRefusals.NoSuchEnterpriseToChange);
        (await DecideAsync(change.Id, "没有这家企业")).Refusals.Should().BeEmpty();
        (await _recovery.FindAsync(mobile))!.RejectedWhy.Should().Be("没有这家企业");
    }

    [Fact]
    public async Task Of_two_applications_of_a_phone_at_the_same_moment_one_is_refused_and_its_papers_go()
    {
        var mobile = Mobile();
        var both = await Task.WhenAll(_recovery.RunAsync(mobile, Wanted(MainAccountChangeKind.Recovery)), _recovery.RunAsync(mobile, Wanted(MainAccountChangeKind.Recovery)));
        both.Count(x => x.IsDone).Should().Be(1);
        both.Single(x => !x.IsDone).Refusal.Should().Be(OrgsRefusals.RecoveryUnderReview);
        await using var db = _database.OpenSystem((await PlatformFiles.OrgIdAsync(_database.Databases, default))!.Value);
        (await db.Set<StoredFile>().AnyAsync(x => x.Purpose == RecoveryFile.Purpose.Code && x.State == StoredFileState.Stored && x.ExpiresAt == null
            && !db.Set<MainAccountChange>().Any(change => change.LetterFileId == x.Id || change.LicenceFileId == x.Id))).Should().BeFalse();
    }

    [Fact]
    public async Task What_is_wrong_with_an_application_is_said_at_once()
    {
        (await _recovery.RunAsync(Mobile(), new(MainAccountChangeKind.Transfer, "x", " ", null, null, null))).Refusals.Select(x => x.Field)
            .Should().BeEquivalentTo("CreditCode", "Kind", "Name", "Letter", "Licence");
        (await _recovery.RunAsync(Mobile(), Wanted((MainAccountChangeKind)99))).Refusal.Should().Be(OrgsRefusals.RecoveryKindRequired);
        (await _recovery.RunAsync(Mobile(), Wanted(MainAccountChangeKind.Replacement, "x"))).Refusal.Should().Be(OrgsRefusals.SignInNameShape);
        var disguised = Wanted(MainAccountChangeKind.Recovery) with { Letter = new("a.png", new MemoryStream([.. "MZ"u8]), 2) };
        (await _recovery.RunAsync(Mobile(), disguised)).Refusal.Should().Match<Refusal>(x => x.Field == "Letter" && x.Code.StartsWith("file."));
        for (var i = 0; i < 3; i++)
            (await _recovery.RunAsync(Mobile(), Wanted(MainAccountChangeKind.Recovery))).Refusals.Should().BeEmpty();
        (await _recovery.RunAsync(Mobile(), Wanted(MainAccountChangeKind.Recovery))).Refusal.Should().Be(OrgsRefusals.RecoveryTooMany);
    }

    [Fact]
    public async Task Whoever_runs_the_installation_takes_a_lost_second_step_away()
    {
        var reset = new ResetLostSecondFactor(_database.Databases, _world.Sessions);
        (await reset.RunAsync("nobody-of-that-name")).Refusal.Should().Be(OrgsRefusals.NoSuchAccount);
        (await reset.RunAsync(_world.MainName)).Refusal.Should().Be(OrgsRefusals.NoSecondFactor);
        await using (var db = _database.OpenSystem(_world.OrgId))
        {
            (await db.Set<User>().SingleAsync(x => x.IsMain)).SecondFactor = _secrets.Seal(Totp.NewSecret());
            await db.SaveChangesAsync();
        }
        (await reset.RunAsync(_world.MainName)).Refusals.Should().BeEmpty();
        (await _world.SignIn.RunAsync(_world.MainName, OrgsWorld.Password, null, null)).Value.IsIn.Should().BeTrue();
        await using var after = _database.OpenSystem(_world.OrgId);
        (await after.Set<AuditEntry>().CountAsync(x => x.Action == OrgsActions.SecondFactorReset.Code)).Should().Be(1);
    }

    private async Task<long> OfferedAsync(Actor receiver)
    {
        (await _offer.RunAsync(_main, new(receiver.UserId, OrgsWorld.Password, null))).Refusals.Should().BeEmpty();
        return (await _mine.RunAsync(receiver)).Value.Open!.Id;
    }

    private async Task<Outcome> DecideAsync(long id, string? reason) => await _decide.RunAsync(_wang, id, (await _desk.FindAsync(_wang, id)).Value.Change.Version, reason);

    private async Task<(string Name, Actor Person)> ColleagueAsync()
    {
        var name = await _world.AddUserAsync(OrgsPermissions.ViewPeople);
        return (name, await _world.SignedInAsync(name));
    }

    private async Task<MainAccountChange> FiledAsync(string mobile, MainAccountChangeKind kind, string? account = null)
    {
        (await _recovery.RunAsync(mobile, Wanted(kind, account))).Refusals.Should().BeEmpty();
        return (await _recovery.FindAsync(mobile))!;
    }

    private async Task<List<SmsMessage>> SentAsync(long orgId, string kind)
    {
        await using var db = _database.OpenSystem(orgId);
        return await db.Set<SmsMessage>().Where(x => x.Kind == kind).ToListAsync();
    }

    private FileRecovery.Wanted Wanted(MainAccountChangeKind kind, string? account = null, string? credit = null) => new(kind, credit ?? _credit, "示例·申请人", account, Scan("授权书.png"), Scan("营业执照.png"));

    private static FileRecovery.Upload Scan(string name)
    {
        var bytes = SampleFiles.Png(10, 10);
        return new(name, new MemoryStream(bytes), bytes.Length);
    }

    private static string Mobile() => $"137{Interlocked.Increment(ref _made):00000000}";

    private static string CodeOf(int number)
    {
        var first = $"91000000TEXT{number:00000}";
        return first + CreditCode.CheckCharacter(first);
    }
}
