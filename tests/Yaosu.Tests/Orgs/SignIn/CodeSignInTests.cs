using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Sms;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.SignIn;

/// <summary>Codes to phones: signing in with one, and a new password for a forgotten one.</summary>
public sealed class CodeSignInTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static int _numbers;

    [Fact]
    public async Task A_code_signs_in_once()
    {
        var (world, mobile) = await OpenAsync();
        (await Ask(world).RunAsync(mobile, PhoneCodeUse.SignIn)).IsDone.Should().BeTrue();
        var code = await CodeOfAsync(world, mobile);
        var step = (await SignIn(world).RunAsync(mobile, code, "10.0.0.7", null)).Value;
        (await world.Sessions.ActorOfAsync(step.SessionKey))!.Name.Should().Be("主账号");
        (await SignIn(world).RunAsync(mobile, code, null, null)).Refusal.Should().Be(OrgsRefusals.WrongCode);
    }

    [Fact]
    public async Task The_code_is_nowhere_in_the_tables()
    {
        var (world, mobile) = await OpenAsync();
        await Ask(world).RunAsync(mobile, PhoneCodeUse.SignIn);
        var code = await CodeOfAsync(world, mobile);
        await using var platform = database.Databases.OpenPlatform();
        (await platform.Set<PhoneCode>().SingleAsync(x => x.Number == mobile)).CodeHash.Should().StartWith("pbkdf2").And.NotContain(code);
    }

    [Fact]
    public async Task A_code_runs_out_after_five_minutes()
    {
        var (world, mobile) = await OpenAsync();
        await Ask(world).RunAsync(mobile, PhoneCodeUse.SignIn);
        database.Time.Advance(TimeSpan.FromMinutes(5));
        (await SignIn(world).RunAsync(mobile, await CodeOfAsync(world, mobile), null, null)).Refusal.Should().Be(OrgsRefusals.WrongCode);
    }

    [Fact]
    public async Task After_five_wrong_codes_the_right_one_is_worth_nothing_and_the_log_knows()
    {
        var (world, mobile) = await OpenAsync();
        await Ask(world).RunAsync(mobile, PhoneCodeUse.SignIn);
        var code = await CodeOfAsync(world, mobile);
        for (var i = 0; i < 5; i++)
            (await SignIn(world).RunAsync(mobile, "wrong", null, null)).Refusal.Should().Be(OrgsRefusals.WrongCode);
        (await SignIn(world).RunAsync(mobile, code, null, null)).Refusal.Should().Be(OrgsRefusals.CodeTriedTooOften);
        await using var db = database.OpenSystem(world.OrgId);
        var failed = await db.Set<AuditEntry>().Where(x => x.Action == OrgsActions.SignInFailed.Code).ToListAsync();
        failed.Should().HaveCount(6).And.OnlyContain(x => x.Note == "短信验证码；未知设备；验证码不正确");
    }

    [Fact]
    public async Task Numbers_that_nobody_has_are_answered_like_those_that_somebody_has()
    {
        var (world, known) = await OpenAsync();
        foreach (var mobile in new[] { known, NewNumber() })
        {
            (await Ask(world).RunAsync(mobile, PhoneCodeUse.SignIn)).IsDone.Should().BeTrue();
            (await Ask(world).RunAsync(mobile, PhoneCodeUse.SignIn)).Refusal.Should().Be(SmsRefusals.WaitAMinute);
            for (var i = 0; i < 5; i++)
                (await SignIn(world).RunAsync(mobile, "000 000x", null, null)).Refusal.Should().Be(OrgsRefusals.WrongCode);
            (await SignIn(world).RunAsync(mobile, "000 000x", null, null)).Refusal.Should().Be(OrgsRefusals.CodeTriedTooOften);
        }
    }

    [Fact]
    public async Task No_message_goes_to_a_number_that_no_account_has()
    {
        var (world, _) = await OpenAsync();
        var stranger = NewNumber();
        await Ask(world).RunAsync(stranger, PhoneCodeUse.SignIn);
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<SmsMessage>().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_code_for_a_new_password_does_not_sign_in()
    {
        var (world, mobile) = await OpenAsync();
        await Ask(world).RunAsync(mobile, PhoneCodeUse.NewPassword);
        (await SignIn(world).RunAsync(mobile, await CodeOfAsync(world, mobile), null, null)).Refusal.Should().Be(OrgsRefusals.WrongCode);
    }

    [Fact]
    public async Task A_number_that_several_accounts_share_asks_which_one()
    {
        var (world, mobile) = await OpenAsync();
        var (other, _) = await OpenAsync(mobile);
        await Ask(world).RunAsync(mobile, PhoneCodeUse.SignIn);
        var step = (await SignIn(world).RunAsync(mobile, await CodeOfAsync(world, mobile), null, null)).Value;
        step.IsIn.Should().BeFalse();
        step.Accounts.Select(x => x.SignInName).Should().BeEquivalentTo(world.MainName, other.MainName);

        var chosen = step.Accounts.Single(x => x.SignInName == other.MainName);
        var entered = (await SignIn(world).ChooseAsync(step.Ticket!, chosen.UserId, null, null)).Value;
        (await world.Sessions.ActorOfAsync(entered.SessionKey))!.OrgId.Should().Be(other.OrgId);
        (await SignIn(world).ChooseAsync(step.Ticket!, 1, null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong, "only accounts of the number can be chosen");
        await SetPhoneAsync(other, NewNumber());
        (await SignIn(world).ChooseAsync(step.Ticket!, chosen.UserId, null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong, "its number was changed meanwhile");
        await SetPhoneAsync(other, mobile);
        database.Time.Advance(SignInTickets.GoodFor);
        (await SignIn(world).ChooseAsync(step.Ticket!, chosen.UserId, null, null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong);
    }

    [Fact]
    public async Task A_number_that_was_taken_out_of_the_account_opens_nothing()
    {
        var (world, mobile) = await OpenAsync();
        await SetPhoneAsync(world, NewNumber());
        await Ask(world).RunAsync(mobile, PhoneCodeUse.SignIn);
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<SmsMessage>().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task The_number_of_a_new_person_signs_in_however_it_was_typed_and_that_of_a_removed_one_does_not()
    {
        var (world, _) = await OpenAsync();
        var main = await world.SignedInAsync(world.MainName);
        var existing = await world.AddUserAsync();
        long roleId;
        await using (var db = database.OpenSystem(world.OrgId))
            roleId = await db.Set<UserRole>().Select(x => x.RoleId).FirstAsync();
        var mobile = NewNumber();
        var added = (await world.AddPerson.RunAsync(main, new("xin_ren_" + existing, new("新人", $"+86 {mobile[..3]} {mobile[3..7]} {mobile[7..]}", null, null, await world.UnitAsync(), [roleId])))).Value;
        await Ask(world).RunAsync(mobile, PhoneCodeUse.SignIn);
        (await SignIn(world).RunAsync(mobile, await CodeOfAsync(world, mobile), null, null)).Value.IsIn.Should().BeTrue();

        await new RemovePerson(database.Databases, world.Sessions, world.Tree).RunAsync(main, added.Id);
        database.Time.Advance(TimeSpan.FromMinutes(2));
        await Ask(world).RunAsync(mobile, PhoneCodeUse.SignIn);
        await using var reading = database.OpenSystem(world.OrgId);
        (await reading.Set<SmsMessage>().CountAsync()).Should().Be(1, "the second code went nowhere");
    }

    [Fact]
    public async Task A_new_password_ends_what_was_signed_in_and_its_ticket_is_spent()
    {
        var (world, mobile) = await OpenAsync();
        var before = (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).Value.SessionKey;
        await Ask(world).RunAsync(mobile, PhoneCodeUse.NewPassword);
        var proof = (await Forgotten(world).CheckAsync(mobile, await CodeOfAsync(world, mobile))).Value;
        var account = proof.Accounts.Should().ContainSingle().Subject;

        (await Forgotten(world).RunAsync(proof.Ticket, account.UserId, "12345678", "12345678", null)).Refusal.Should().Be(OrgsRefusals.PasswordTooCommon);
        (await Forgotten(world).RunAsync(proof.Ticket, account.UserId, "另一个足够长的密码", "不一样的密码不一样", null)).Refusal.Should().Be(OrgsRefusals.PasswordsDiffer);
        (await Forgotten(world).RunAsync(proof.Ticket, account.UserId, "另一个足够长的密码", "另一个足够长的密码", null)).IsDone.Should().BeTrue();

        database.Time.Advance(TimeSpan.FromSeconds(3));
        (await world.Sessions.ActorOfAsync(before)).Should().BeNull();
        (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).Refusal.Should().Be(OrgsRefusals.WrongNameOrPassword);
        (await world.SignIn.RunAsync(world.MainName, "另一个足够长的密码", null, null)).Value.IsIn.Should().BeTrue();
        (await Forgotten(world).RunAsync(proof.Ticket, account.UserId, "第三个足够长的密码", "第三个足够长的密码", null)).Refusal.Should().Be(OrgsRefusals.StepTookTooLong);
    }

    [Fact]
    public async Task Codes_are_forgotten_after_a_day()
    {
        var (world, mobile) = await OpenAsync();
        await Ask(world).RunAsync(mobile, PhoneCodeUse.SignIn);
        database.Time.Advance(TimeSpan.FromDays(2));
        await new ForgetOldCodes(database.Databases).RunAsync(CancellationToken.None);
        await using var platform = database.Databases.OpenPlatform();
        (await platform.Set<PhoneCode>().AnyAsync(x => x.Number == mobile)).Should().BeFalse();
    }

    private static string NewNumber() => $"1990000{Interlocked.Increment(ref _numbers):0000}";

    private static QueueSms Sms(OrgsWorld world) => new(world.Protection, Options.Create(new SmsOptions()));

    private static AskForCode Ask(OrgsWorld world) => new(world.Database.Databases, Sms(world), Options.Create(new SmsOptions()), NullLogger<AskForCode>.Instance);

    private static PhoneCodes Codes(OrgsWorld world) => new(world.Database.Databases);

    private static SignInWithCode SignIn(OrgsWorld world) => new(Codes(world), world.Tickets, world.Complete);

    private static SetForgottenPassword Forgotten(OrgsWorld world) => new(world.Database.Databases, Codes(world), world.Tickets, world.Sessions, world.Throttle);

    private async Task<(OrgsWorld World, string Mobile)> OpenAsync(string? mobile = null)
    {
        var world = await OrgsWorld.OpenAsync(database);
        mobile ??= NewNumber();
        await SetPhoneAsync(world, mobile);
        return (world, mobile);
    }

    private async Task SetPhoneAsync(OrgsWorld world, string mobile)
    {
        var actor = await world.SignedInAsync(world.MainName);
        var profile = await new MyProfile(database.Databases).RunAsync(actor);
        (await new SaveProfile(database.Databases, new(database.Time)).RunAsync(actor, new(profile.Version, profile.Name, mobile, null, null, OrgsWorld.Password))).IsDone.Should().BeTrue();
    }

    /// <summary>As the newest message to the number says it.</summary>
    private async Task<string> CodeOfAsync(OrgsWorld world, string mobile)
    {
        await using var db = database.OpenSystem(world.OrgId);
        var messages = await db.Set<SmsMessage>().OrderByDescending(x => x.At).ToListAsync();
        return Sms(world).ValuesOf(messages.First(x => Sms(world).NumberOf(x).Digits == mobile))["code"];
    }
}
