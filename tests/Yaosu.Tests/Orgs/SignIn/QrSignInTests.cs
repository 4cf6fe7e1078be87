using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Security;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.SignIn;

/// <summary>扫码登录: a browser shows a code, a phone that is signed in lets it in.</summary>
public sealed class QrSignInTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Desktop = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0";

    [Fact]
    public async Task A_confirmed_code_lets_the_browser_that_asked_in_once_as_the_person_of_the_phone()
    {
        var (world, phone) = await OpenAsync();
        var asked = await AskAsync();
        (await StageAsync(world, asked)).Should().Be(QrSignInStage.Waiting);
        var asking = (await Answer(world).ScanAsync(phone, asked.Id)).Value;
        asking.Should().BeEquivalentTo(new { Device = "Chrome（Windows）", Address = "10.0.0.9", SignInName = world.MainName, PersonName = "主账号" });
        (await StageAsync(world, asked)).Should().Be(QrSignInStage.Scanned);
        (await SignIn(world).RunAsync(asked.Id, asked.Secret, null, null)).Refusal.Should().Be(OrgsRefusals.QrNotConfirmed);
        (await Answer(world).RunAsync(phone, asked.Id, confirm: true)).IsDone.Should().BeTrue();
        (await StageAsync(world, asked)).Should().Be(QrSignInStage.Confirmed);

        var step = (await SignIn(world).RunAsync(asked.Id, asked.Secret, "10.0.0.9", Desktop)).Value;
        var actor = await world.Sessions.ActorOfAsync(step.SessionKey);
        actor!.UserId.Should().Be(phone.UserId);
        actor.SessionId.Should().NotBe(phone.SessionId);
        (await SignIn(world).RunAsync(asked.Id, asked.Secret, null, null)).Refusal.Should().Be(OrgsRefusals.QrUsed);
        (await SignIn(world).StageAsync(asked.Id, asked.Secret)).Refusal.Should().Be(OrgsRefusals.QrUsed);
        (await Answer(world).ScanAsync(phone, asked.Id)).Refusal.Should().Be(OrgsRefusals.QrUsed);
        (await Answer(world).RunAsync(phone, asked.Id, confirm: true)).Refusal.Should().Be(OrgsRefusals.QrUsed);
    }

    [Fact]
    public async Task The_logs_name_the_way_and_the_device_and_the_session_keeps_it()
    {
        var (world, phone) = await OpenAsync();
        await LetInAsync(world, phone);
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<AuditEntry>().SingleAsync(x => x.Action == OrgsActions.QrSignInConfirmed.Code)).Note.Should().Be("Chrome（Windows）；10.0.0.9");
        (await db.Set<AuditEntry>().OrderBy(x => x.Sequence).LastAsync(x => x.Action == OrgsActions.SignedIn.Code)).Note.Should().Be("扫码；Chrome（Windows）");
        (await new SessionList(database.Databases, Microsoft.Extensions.Options.Options.Create(new SessionOptions())).OfSelfAsync(phone, new PageRequest())).Value.Rows.Should().Contain(x => x.Method == SignInMethod.Qr);
    }

    [Fact]
    public async Task What_is_stored_opens_nothing()
    {
        var asked = await AskAsync();
        await using var platform = database.Databases.OpenPlatform();
        var stored = await platform.Set<QrSignIn>().OrderByDescending(x => x.AskedAt).ToListAsync();
        stored.Should().NotContain(x => x.IdHash == asked.Id || x.BrowserHash == asked.Secret).And.Contain(x => x.IdHash == QrSignIn.HashOf(asked.Id));
    }

    [Fact]
    public async Task A_code_is_good_for_a_minute_to_the_phone_and_to_the_browser()
    {
        var (world, phone) = await OpenAsync();
        var (scanned, fresh) = (await AskAsync(), await AskAsync());
        (await Answer(world).ScanAsync(phone, scanned.Id)).IsDone.Should().BeTrue();
        database.Time.Advance(QrSignIn.GoodFor);
        (await Answer(world).RunAsync(phone, scanned.Id, confirm: true)).Refusal.Should().Be(OrgsRefusals.QrExpired);
        (await Answer(world).ScanAsync(phone, fresh.Id)).Refusal.Should().Be(OrgsRefusals.QrExpired);
        (await StageAsync(world, scanned)).Should().Be(QrSignInStage.Expired);
        (await SignIn(world).RunAsync(scanned.Id, scanned.Secret, null, null)).Refusal.Should().Be(OrgsRefusals.QrExpired);
    }

    [Fact]
    public async Task Confirmed_in_its_last_second_it_can_still_be_fetched_but_not_for_ever()
    {
        var (world, phone) = await OpenAsync();
        var (soon, late) = (await AskAsync(), await AskAsync());
        foreach (var asked in new[] { soon, late })
            await Answer(world).ScanAsync(phone, asked.Id);
        database.Time.Advance(TimeSpan.FromSeconds(59));
        foreach (var asked in new[] { soon, late })
            (await Answer(world).RunAsync(phone, asked.Id, confirm: true)).IsDone.Should().BeTrue();
        database.Time.Advance(TimeSpan.FromSeconds(5));
        (await SignIn(world).RunAsync(soon.Id, soon.Secret, null, null)).Value.IsIn.Should().BeTrue();
        database.Time.Advance(QrSignIn.FetchedWithin);
        (await SignIn(world).RunAsync(late.Id, late.Secret, null, null)).Refusal.Should().Be(OrgsRefusals.QrExpired);
    }

    [Fact]
    public async Task Only_the_browser_that_asked_hears_and_gets_anything()
    {
        var (world, phone) = await OpenAsync();
        var (asked, other) = (await AskAsync(), await AskAsync());
        await Answer(world).ScanAsync(phone, asked.Id);
        await Answer(world).RunAsync(phone, asked.Id, confirm: true);
        foreach (var foreign in new[] { other.Secret, null, "", asked.Id, new string('0', 64) })
        {
            (await SignIn(world).StageAsync(asked.Id, foreign)).Refusal.Should().Be(OrgsRefusals.QrOtherBrowser);
            (await SignIn(world).RunAsync(asked.Id, foreign, null, null)).Refusal.Should().Be(OrgsRefusals.QrOtherBrowser);
        }
        (await SignIn(world).RunAsync(asked.Id, asked.Secret, null, null)).Value.IsIn.Should().BeTrue("the foreign tries have not used it up");
    }

    [Fact]
    public async Task A_browser_keeps_its_secret_over_several_codes_and_a_made_up_one_is_replaced()
    {
        var (world, phone) = await OpenAsync();
        var first = await AskAsync();
        var second = await new AskForQrSignIn(database.Databases).RunAsync(first.Secret, null, null);
        second.Secret.Should().Be(first.Secret);
        second.Id.Should().NotBe(first.Id);
        await Answer(world).ScanAsync(phone, first.Id);
        await Answer(world).RunAsync(phone, first.Id, confirm: true);
        (await StageAsync(world, second)).Should().Be(QrSignInStage.Waiting);
        foreach (var odd in new[] { "x", "", new string('g', 64), new string('A', 65) })
            (await new AskForQrSignIn(database.Databases).RunAsync(odd, null, null)).Secret.Should().NotBe(odd).And.HaveLength(64);
    }

    [Fact]
    public async Task An_unknown_code_is_refused_on_both_sides()
    {
        var (world, phone) = await OpenAsync();
        foreach (var id in new[] { "no-such-code", "", new string('x', 5000), "'; --" })
        {
            (await Answer(world).ScanAsync(phone, id)).Refusal.Should().Be(OrgsRefusals.QrUnknown);
            (await Answer(world).RunAsync(phone, id, confirm: true)).Refusal.Should().Be(OrgsRefusals.QrUnknown);
            (await SignIn(world).RunAsync(id, new string('A', 64), null, null)).Refusal.Should().Be(OrgsRefusals.QrUnknown);
        }
    }

    [Fact]
    public async Task Whoever_scans_first_answers_and_nobody_else_does()
    {
        var (world, phone) = await OpenAsync();
        var (elsewhere, stranger) = await OpenAsync();
        var asked = await AskAsync();
        (await Answer(world).RunAsync(phone, asked.Id, confirm: true)).Refusal.Should().Be(OrgsRefusals.QrScannedByOther, "nobody has scanned it yet");
        await Answer(world).ScanAsync(phone, asked.Id);
        (await Answer(elsewhere).ScanAsync(stranger, asked.Id)).Refusal.Should().Be(OrgsRefusals.QrScannedByOther);
        (await Answer(elsewhere).RunAsync(stranger, asked.Id, confirm: true)).Refusal.Should().Be(OrgsRefusals.QrScannedByOther);
        (await Answer(elsewhere).RunAsync(stranger, asked.Id, confirm: false)).Refusal.Should().Be(OrgsRefusals.QrScannedByOther);
        (await Answer(world).ScanAsync(phone, asked.Id)).IsDone.Should().BeTrue("looking again changes nothing");
    }

    [Fact]
    public async Task What_was_refused_stays_refused()
    {
        var (world, phone) = await OpenAsync();
        var asked = await AskAsync();
        await Answer(world).ScanAsync(phone, asked.Id);
        (await Answer(world).RunAsync(phone, asked.Id, confirm: false)).IsDone.Should().BeTrue();
        (await StageAsync(world, asked)).Should().Be(QrSignInStage.Refused);
        (await Answer(world).RunAsync(phone, asked.Id, confirm: true)).Refusal.Should().Be(OrgsRefusals.QrRefused);
        (await SignIn(world).RunAsync(asked.Id, asked.Secret, null, null)).Refusal.Should().Be(OrgsRefusals.QrRefused);
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<AuditEntry>().CountAsync(x => x.Action == OrgsActions.QrSignInRefused.Code)).Should().Be(1);
    }

    [Fact]
    public async Task A_session_that_was_just_ended_confirms_nothing()
    {
        var (world, phone) = await OpenAsync();
        var key = (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).Value.SessionKey;
        var ending = (await world.Sessions.ActorOfAsync(key))!;
        var asked = await AskAsync();
        await Answer(world).ScanAsync(ending, asked.Id);
        (await new EndSession(database.Databases, world.Sessions).RunAsync(phone, ending.SessionId!)).IsDone.Should().BeTrue();
        (await Answer(world).RunAsync(ending, asked.Id, confirm: true)).Refusal.Should().Be(OrgsRefusals.QrPhoneSignedOut);
        (await StageAsync(world, asked)).Should().Be(QrSignInStage.Scanned);
    }

    [Fact]
    public async Task A_session_that_ends_between_its_word_and_the_browser_lets_nobody_in()
    {
        var (world, phone) = await OpenAsync();
        var asked = await AskAsync();
        await Answer(world).ScanAsync(phone, asked.Id);
        await Answer(world).RunAsync(phone, asked.Id, confirm: true);
        await world.Sessions.EndAllOfAsync(database.OpenSystem(world.OrgId), phone.UserId, CancellationToken.None);
        (await SignIn(world).RunAsync(asked.Id, asked.Secret, null, null)).Refusal.Should().Be(OrgsRefusals.QrPhoneSignedOut);
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<AuditEntry>().SingleAsync(x => x.Action == OrgsActions.SignInFailed.Code)).Note.Should().Be("扫码；未知设备；手机上的登录已结束");
    }

    [Fact]
    public async Task A_locked_phone_confirms_nothing()
    {
        var (world, phone) = await OpenAsync();
        var asked = await AskAsync();
        await Answer(world).ScanAsync(phone, asked.Id);
        await new LockScreen(database.Databases, world.Sessions).RunAsync(phone);
        (await Answer(world).RunAsync(phone, asked.Id, confirm: true)).Refusal.Should().Be(OrgsRefusals.QrPhoneSignedOut);
    }

    [Fact]
    public async Task An_account_that_was_stopped_meanwhile_neither_confirms_nor_gets_in()
    {
        var (world, main) = await OpenAsync();
        var phone = await world.SignedInAsync(await world.AddUserAsync());
        var (before, after) = (await AskAsync(), await AskAsync());
        foreach (var asked in new[] { before, after })
            await Answer(world).ScanAsync(phone, asked.Id);
        await Answer(world).RunAsync(phone, before.Id, confirm: true);
        (await new DisablePerson(database.Databases, world.Sessions, world.Tree).RunAsync(main, phone.UserId, disabled: true)).IsDone.Should().BeTrue();
        (await Answer(world).RunAsync(phone, after.Id, confirm: true)).Refusal.Should().Be(OrgsRefusals.QrPhoneSignedOut);
        (await SignIn(world).RunAsync(before.Id, before.Secret, null, null)).Refusal.Should().Be(OrgsRefusals.AccountDisabled);
    }

    [Fact]
    public async Task A_suspended_enterprise_neither_confirms_nor_gets_in()
    {
        var (world, phone) = await OpenAsync();
        var platform = await OrgsWorld.OpenAsync(database, OrgKind.Platform);
        var (before, after) = (await AskAsync(), await AskAsync());
        foreach (var asked in new[] { before, after })
            await Answer(world).ScanAsync(phone, asked.Id);
        await Answer(world).RunAsync(phone, before.Id, confirm: true);
        (await new SuspendEnterprise(database.Databases, world.Sessions).RunAsync(await platform.SignedInAsync(platform.MainName), world.OrgId, "许可证被吊销")).IsDone.Should().BeTrue();
        (await Answer(world).RunAsync(phone, after.Id, confirm: true)).Refusal.Should().Be(OrgsRefusals.QrPhoneSignedOut);
        (await SignIn(world).RunAsync(before.Id, before.Secret, null, null)).Refusal!.Code.Should().Be("orgs.enterprise-suspended");
    }

    [Fact]
    public async Task The_second_step_was_taken_by_the_phone()
    {
        var (world, phone) = await OpenAsync();
        var secret = Totp.NewSecret();
        (await new SwitchOnSecondFactor(database.Databases, new SecondFactorSecrets(world.Protection)).RunAsync(phone, secret, Totp.Code(secret, Totp.StepOf(database.Time.GetUtcNow().UtcDateTime)))).IsDone.Should().BeTrue();
        (await LetInAsync(world, phone)).IsIn.Should().BeTrue();
    }

    [Fact]
    public async Task Who_only_views_or_has_a_password_of_somebody_else_lets_nobody_in()
    {
        var (world, phone) = await OpenAsync();
        var asked = await AskAsync();
        foreach (var (actor, refusal) in new[] { (phone with { ViewingAs = "仓库" }, Actor.OnlyViewing), (phone with { MustChangePassword = true }, OrgsRefusals.QrPasswordFirst) })
        {
            (await Answer(world).ScanAsync(actor, asked.Id)).Refusal.Should().Be(refusal);
            (await Answer(world).RunAsync(actor, asked.Id, confirm: true)).Refusal.Should().Be(refusal);
        }
        (await StageAsync(world, asked)).Should().Be(QrSignInStage.Waiting);
    }

    [Fact]
    public async Task Of_two_fetches_at_the_same_moment_one_gets_in()
    {
        var (world, phone) = await OpenAsync();
        var asked = await AskAsync();
        await Answer(world).ScanAsync(phone, asked.Id);
        await Answer(world).RunAsync(phone, asked.Id, confirm: true);
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SignIn(world).RunAsync(asked.Id, asked.Secret, null, null)));
        both.Count(x => x.IsDone).Should().Be(1);
        both.Where(x => !x.IsDone).Should().OnlyContain(x => x.Refusal == OrgsRefusals.QrUsed);
    }

    [Fact]
    public async Task Old_codes_are_forgotten()
    {
        var world = (await OpenAsync()).World;
        var old = await AskAsync();
        database.Time.Advance(TimeSpan.FromMinutes(31));
        var fresh = await AskAsync();
        await new ForgetOldQrSignIns(database.Databases).RunAsync(CancellationToken.None);
        (await SignIn(world).StageAsync(old.Id, old.Secret)).Refusal.Should().Be(OrgsRefusals.QrUnknown);
        (await StageAsync(world, fresh)).Should().Be(QrSignInStage.Waiting);
    }

    private static AnswerQrSignIn Answer(OrgsWorld world) => new(world.Database.Databases, world.Sessions);

    private static SignInWithQr SignIn(OrgsWorld world) => new(world.Database.Databases, world.Sessions, world.Complete);

    private static async Task<QrSignInStage> StageAsync(OrgsWorld world, AskForQrSignIn.Asked asked) => (await SignIn(world).StageAsync(asked.Id, asked.Secret)).Value;

    private Task<AskForQrSignIn.Asked> AskAsync() => new AskForQrSignIn(database.Databases).RunAsync(secret: null, "10.0.0.9", Desktop);

    private async Task<(OrgsWorld World, Actor Phone)> OpenAsync()
    {
        var world = await OrgsWorld.OpenAsync(database);
        return (world, await world.SignedInAsync(world.MainName));
    }

    private async Task<SignInStep> LetInAsync(OrgsWorld world, Actor phone)
    {
        var asked = await AskAsync();
        (await Answer(world).ScanAsync(phone, asked.Id)).IsDone.Should().BeTrue();
        (await Answer(world).RunAsync(phone, asked.Id, confirm: true)).IsDone.Should().BeTrue();
        return (await SignIn(world).RunAsync(asked.Id, asked.Secret, "10.0.0.9", Desktop)).Value;
    }
}
