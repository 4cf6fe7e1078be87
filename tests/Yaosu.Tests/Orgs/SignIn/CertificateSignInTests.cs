using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Orgs.SignInLog;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.SignIn;

/// <summary>What a certificate opens, and the hand-over from the port that saw it to the console.</summary>
public sealed class CertificateSignInTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly string _browser = SignInWithCertificate.NewBrowserKey();

    [Fact]
    public async Task A_certificate_signs_its_account_in_and_the_log_says_how()
    {
        var (world, main, certificate, account) = await OpenAsync();
        var code = await ProveAsync(world, certificate);
        var step = (await SignIn(world).RunAsync(code.Value, _browser, "10.0.0.8", null)).Value;
        (await world.Sessions.ActorOfAsync(step.SessionKey))!.UserId.Should().Be(account);
        (await new SignInLogQuery(database.Databases).RunAsync(main, new(Method: SignInMethod.Certificate), new())).Value.Rows.Should().ContainSingle(x => x.Person == "示例·持有人" && x.Action == OrgsActions.SignedIn.Code);
    }

    [Fact]
    public async Task A_hand_over_is_good_once_for_a_minute_and_in_its_own_browser()
    {
        var (world, _, certificate, _) = await OpenAsync();
        var signIn = SignIn(world);
        var code = (await ProveAsync(world, certificate)).Value;
        (await signIn.RunAsync(code, _browser, null, null)).IsDone.Should().BeTrue();
        (await signIn.RunAsync(code, _browser, null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong);

        code = (await ProveAsync(world, certificate)).Value;
        database.Time.Advance(TimeSpan.FromMinutes(1));
        (await signIn.RunAsync(code, _browser, null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong);

        code = (await ProveAsync(world, certificate)).Value;
        (await signIn.RunAsync(code, SignInWithCertificate.NewBrowserKey(), null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong);
        (await signIn.RunAsync(code, _browser, null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong, "a code that was seen elsewhere is spent");
        (await signIn.RunAsync(code, null, null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong);

        var (one, two) = (signIn, SignIn(world));
        code = (await ProveAsync(world, certificate)).Value;
        var both = await Task.WhenAll(one.RunAsync(code, _browser, null, null), two.RunAsync(code, _browser, null, null));
        both.Count(x => x.IsDone).Should().Be(1);
        await using var platform = database.Databases.OpenPlatform();
        (await platform.Set<CertificateHandOver>().AnyAsync(x => x.CodeHash == code)).Should().BeFalse("only its hash is kept");
        database.Time.Advance(TimeSpan.FromMinutes(2));
        await new ForgetOldHandOvers(database.Databases).RunAsync(CancellationToken.None);
        (await platform.Set<CertificateHandOver>().AnyAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task What_is_not_good_today_is_refused_in_its_own_words_and_logged()
    {
        var (world, main, certificate, account) = await OpenAsync(validDays: 2, sinceDays: -1);
        await RefusedAsync(OrgsRefusals.CertificateNotYet, "证书未生效");
        database.Time.Advance(TimeSpan.FromDays(1.5));
        (await ProveAsync(world, certificate)).IsDone.Should().BeTrue();
        database.Time.Advance(TimeSpan.FromDays(1));
        await RefusedAsync(OrgsRefusals.CertificateExpired, "证书已过期");
        (await new ReplaceCertificate(database.Databases, world.Sessions, world.Tree).RunAsync(main, account, TestCertificates.Facts(null, database.Time))).IsDone.Should().BeTrue();
        await RefusedAsync(OrgsRefusals.CertificateReplaced, "证书已更换");

        async Task RefusedAsync(Refusal refusal, string why)
        {
            (await ProveAsync(world, certificate)).Refusal.Should().Be(refusal);
            (await new SignInLogQuery(database.Databases).RunAsync(main, new(Method: SignInMethod.Certificate, Action: OrgsActions.SignInFailed.Code), new())).Value.Rows[0].Note.Should().EndWith(why);
        }
    }

    [Fact]
    public async Task Revoked_on_the_way_opens_nothing()
    {
        var (world, main, certificate, account) = await OpenAsync();
        var code = await ProveAsync(world, certificate);
        (await new RevokeCertificate(database.Databases, world.Sessions, world.Tree).RunAsync(main, account, "介质丢失")).IsDone.Should().BeTrue();
        (await SignIn(world).RunAsync(code.Value, _browser, null, null)).Refusal.Should().Be(OrgsRefusals.CertificateRevoked);
        (await ProveAsync(world, certificate)).Refusal.Should().Be(OrgsRefusals.CertificateRevoked);
    }

    [Fact]
    public async Task Unknown_none_and_one_that_only_looks_alike_are_refused()
    {
        var (world, _, certificate, _) = await OpenAsync();
        using var alike = TestCertificates.Make(certificate.Subject, certificate.NotBefore, certificate.NotAfter);
        (await ProveAsync(world, alike)).Refusal.Should().Be(OrgsRefusals.CertificateUnknown);
        (await ProveAsync(world, null)).Refusal.Should().Be(OrgsRefusals.CertificateMissing);
        (await SignIn(world).ProveAsync(certificate, "short", null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong);
    }

    [Fact]
    public async Task A_stopped_account_and_a_suspended_enterprise_are_refused_as_with_a_password()
    {
        var (world, main, certificate, account) = await OpenAsync();
        var disable = new DisablePerson(database.Databases, world.Sessions, world.Tree);
        (await disable.RunAsync(main, account, true)).IsDone.Should().BeTrue();
        (await SignIn(world).RunAsync((await ProveAsync(world, certificate)).Value, _browser, null, null)).Refusal.Should().Be(OrgsRefusals.AccountDisabled);
        (await disable.RunAsync(main, account, false)).IsDone.Should().BeTrue();
        await using (var platform = database.Databases.OpenPlatform())
            await platform.Set<Org>().Where(x => x.Id == world.OrgId).ExecuteUpdateAsync(set => set.SetProperty(x => x.SuspendedAt, database.Time.UtcNow()).SetProperty(x => x.SuspendedWhy, "欠费"));
        (await SignIn(world).RunAsync((await ProveAsync(world, certificate)).Value, _browser, null, null)).Refusal.Should().Be(OrgsRefusals.EnterpriseSuspended("欠费"));
    }

    [Fact]
    public async Task A_second_step_is_asked_for_and_a_locked_screen_has_no_password()
    {
        var (world, _, certificate, account) = await OpenAsync();
        var step = (await SignIn(world).RunAsync((await ProveAsync(world, certificate)).Value, _browser, null, null)).Value;
        var actor = (await world.Sessions.ActorOfAsync(step.SessionKey))!;
        var answer = new AnswerQrSignIn(database.Databases, world.Sessions);
        (await answer.ScanAsync(actor, "any")).Refusal.Should().Be(OrgsRefusals.CertificateAlone);
        (await answer.RunAsync(actor, "any", confirm: true)).Refusal.Should().Be(OrgsRefusals.CertificateAlone);
        await new LockScreen(database.Databases, world.Sessions).RunAsync(actor);
        var locked = (await world.Sessions.FindLockedAsync(step.SessionKey))!;
        var unlock = new UnlockScreen(database.Databases, world.Sessions, world.Throttle);
        (await unlock.TakesPasswordAsync(locked)).Should().BeFalse();
        (await unlock.RunAsync(locked, "any")).Refusal.Should().Be(OrgsRefusals.UnlockWithCertificate);

        await using (var db = database.OpenSystem(world.OrgId))
        {
            (await db.Set<User>().SingleAsync(x => x.Id == account)).SecondFactor = "sealed";
            await db.SaveChangesAsync();
        }
        var second = (await SignIn(world).RunAsync((await ProveAsync(world, certificate)).Value, _browser, null, null)).Value;
        second.IsIn.Should().BeFalse();
        second.Ticket.Should().NotBeNull();
    }

    private SignInWithCertificate SignIn(OrgsWorld world) => new(database.Databases, world.Complete);

    private Task<Outcome<string>> ProveAsync(OrgsWorld world, X509Certificate2? certificate) => SignIn(world).ProveAsync(certificate, SignInWithCertificate.HashOf(_browser), "10.0.0.8", null);

    private async Task<(OrgsWorld World, Actor Main, X509Certificate2 Certificate, long Account)> OpenAsync(double validDays = 365, double sinceDays = 1)
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var certificate = TestCertificates.Of(TestCertificates.NewNumber('5'), database.Time, validDays, sinceDays);
        var added = await new AddCertificate(database.Databases).RunAsync(main, TestCertificates.FactsOf(certificate), null, null);
        added.Refusals.Should().BeEmpty();
        return (world, main, certificate, added.Value);
    }
}
