using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Security;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.SignIn;

/// <summary>T-08: the second step of signing in.</summary>
public sealed class SecondStepTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly byte[] _secret = Totp.NewSecret();

    [Fact]
    public async Task With_it_switched_on_the_password_alone_opens_nothing()
    {
        var (world, name, _) = await SwitchedOnAsync();
        var step = (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Value;
        step.IsIn.Should().BeFalse();
        NextStep();
        var entered = (await Second(world).RunAsync(step.Ticket, Code(), null, null)).Value;
        (await world.Sessions.ActorOfAsync(entered.SessionKey)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_code_that_was_used_is_refused()
    {
        var (world, name, _) = await SwitchedOnAsync();
        NextStep();
        var code = Code();
        (await Second(world).RunAsync(await TicketAsync(world, name), code, null, null)).IsDone.Should().BeTrue();
        (await Second(world).RunAsync(await TicketAsync(world, name), code, null, null)).Refusal.Should().Be(OrgsRefusals.WrongSecondCode);
    }

    [Fact]
    public async Task The_code_that_switched_it_on_does_not_sign_in()
    {
        var (world, name, _) = await SwitchedOnAsync();
        (await Second(world).RunAsync(await TicketAsync(world, name), Code(), null, null)).Refusal.Should().Be(OrgsRefusals.WrongSecondCode);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_the_log_says_how_many_are_left()
    {
        var (world, name, codes) = await SwitchedOnAsync();
        codes.Should().HaveCount(10);
        (await Second(world).RunAsync(await TicketAsync(world, name), codes[3], null, null)).Value.IsIn.Should().BeTrue();
        (await Second(world).RunAsync(await TicketAsync(world, name), codes[3], null, null)).Refusal.Should().Be(OrgsRefusals.WrongSecondCode);
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<AuditEntry>().SingleAsync(x => x.Action == OrgsActions.RecoveryCodeUsed.Code)).Note.Should().Be("还剩 9 个");
    }

    [Fact]
    public async Task Guessing_the_second_step_is_slowed_down()
    {
        var (world, name, codes) = await SwitchedOnAsync();
        var ticket = await TicketAsync(world, name);
        for (var i = 0; i < 5; i++)
            (await Second(world).RunAsync(ticket, "12345x", null, null)).Refusal.Should().Be(OrgsRefusals.WrongSecondCode);
        (await Second(world).RunAsync(await TicketAsync(world, name), codes[0], null, null)).Refusal.Should().Be(OrgsRefusals.TooManyTries);
    }

    [Fact]
    public async Task A_first_step_with_a_password_that_was_reset_since_opens_nothing()
    {
        var (world, name, codes) = await SwitchedOnAsync();
        var ticket = await TicketAsync(world, name);
        (await new ResetPassword(database.Databases, world.Sessions).RunAsync(name)).IsDone.Should().BeTrue();
        (await Second(world).RunAsync(ticket, codes[0], null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong);
    }

    [Fact]
    public async Task The_first_step_is_good_for_five_minutes_and_can_not_be_made_up()
    {
        var (world, name, codes) = await SwitchedOnAsync();
        var ticket = await TicketAsync(world, name);
        database.Time.Advance(SignInTickets.GoodFor);
        (await Second(world).RunAsync(ticket, codes[0], null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong);
        (await Second(world).RunAsync("made up", codes[0], null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong);
        (await Second(world).RunAsync(world.Tickets.Seal("another kind", new { OrgId = world.OrgId, UserId = 1 }), codes[0], null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong);
    }

    [Fact]
    public async Task It_is_not_switched_on_before_the_app_has_shown_a_right_code()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var name = await world.AddUserAsync();
        (await On(world).RunAsync(await world.SignedInAsync(name), _secret, "000000x")).Refusal.Should().Be(OrgsRefusals.WrongFirstSecondCode);
        (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Value.IsIn.Should().BeTrue();
    }

    [Fact]
    public async Task Its_secret_is_sealed_in_the_table_and_not_in_the_log()
    {
        var (world, name, codes) = await SwitchedOnAsync();
        await using var db = database.OpenSystem(world.OrgId);
        var user = await db.Set<User>().SingleAsync(x => x.SignInName == name);
        user.SecondFactor.Should().NotContain(Convert.ToBase64String(_secret)).And.NotContain(Totp.Text(_secret).Replace(" ", "", StringComparison.Ordinal));
        user.RecoveryCodes.Should().NotContainAny(codes);
        var line = await db.Set<AuditEntry>().SingleAsync(x => x.Action == OrgsActions.SecondFactorOn.Code);
        line.Changes.Should().NotContain(user.SecondFactor!).And.NotContain(user.RecoveryCodes!);
    }

    [Fact]
    public async Task Switching_it_off_takes_the_password()
    {
        var (world, name, codes) = await SwitchedOnAsync();
        var key = (await Second(world).RunAsync(await TicketAsync(world, name), codes[0], null, null)).Value.SessionKey;
        var actor = (await world.Sessions.ActorOfAsync(key))!;
        var off = new SwitchOffSecondFactor(database.Databases, world.Throttle);
        (await off.RunAsync(actor, "not this one")).Refusal.Should().Be(OrgsRefusals.WrongCurrentPassword);
        (await off.RunAsync(actor, OrgsWorld.Password)).IsDone.Should().BeTrue();
        (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Value.IsIn.Should().BeTrue();
    }

    [Fact]
    public async Task An_administrator_resets_it_for_a_sub_account_and_nobody_else_does()
    {
        var (world, name, _) = await SwitchedOnAsync();
        long id;
        await using (var db = database.OpenSystem(world.OrgId))
            id = (await db.Set<User>().SingleAsync(x => x.SignInName == name)).Id;
        var reset = new ResetSecondFactor(database.Databases, world.Sessions, world.Tree);
        (await reset.RunAsync(await world.SignedInAsync(await world.AddUserAsync()), id)).Refusal!.Code.Should().Be("access.denied");
        var main = await world.SignedInAsync(world.MainName);
        (await reset.RunAsync(main, main.UserId)).Refusal.Should().Be(OrgsRefusals.OwnSecondFactorElsewhere);

        (await reset.RunAsync(main, id)).IsDone.Should().BeTrue();
        (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Value.IsIn.Should().BeTrue();
        (await reset.RunAsync(main, id)).Refusal.Should().Be(OrgsRefusals.NoSecondFactor);
    }

    private string Code() => Totp.Code(_secret, Totp.StepOf(database.Time.GetUtcNow().UtcDateTime));

    private void NextStep() => database.Time.Advance(TimeSpan.FromSeconds(Totp.StepSeconds));

    [Fact]
    public async Task Who_has_no_second_step_has_no_recovery_codes()
    {
        var world = await OrgsWorld.OpenAsync(database);
        (await On(world).RecoveryCodesLeftAsync(await world.SignedInAsync(world.MainName))).Should().BeNull();
    }

    private static SwitchOnSecondFactor On(OrgsWorld world) => new(world.Database.Databases, new(world.Protection));

    private static SignInWithSecondStep Second(OrgsWorld world) => new(world.Database.Databases, world.Tickets, world.Throttle, new(world.Protection), world.Complete);

    private static async Task<string> TicketAsync(OrgsWorld world, string name) => (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Value.Ticket!;

    private async Task<(OrgsWorld World, string Name, List<string> Codes)> SwitchedOnAsync()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var name = await world.AddUserAsync();
        var codes = (await On(world).RunAsync(await world.SignedInAsync(name), _secret, Code())).Value;
        return (world, name, codes);
    }
}
