using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Audit;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Account;

public sealed class ProfileTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private SaveProfile Save => new(database.Databases, new(database.Time));

    private MyProfile Mine => new(database.Databases);

    [Fact]
    public async Task What_is_saved_is_trimmed_shown_again_and_audited()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        var before = await Mine.RunAsync(actor);
        (await Save.RunAsync(actor, new(before.Version, " 林某 ", "13800000000", " ", null, OrgsWorld.Password))).IsDone.Should().BeTrue();

        var after = await Mine.RunAsync(actor);
        (after.Name, after.Phone, after.Email, after.Version).Should().Be(("林某", "13800000000", null, before.Version + 1));
        await using var db = database.OpenSystem(world.OrgId);
        var line = await db.Set<AuditEntry>().OrderByDescending(x => x.Sequence).FirstAsync();
        line.Action.Should().Be(OrgsActions.ProfileChanged.Code);
        AuditPending.Parse(line.Changes).Should().Contain(new FieldChange("Phone", null, "13800000000"));
    }

    [Fact]
    public async Task Another_phone_asks_for_the_password_since_it_opens_the_account()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        (await Save.RunAsync(actor, new(0, "主账号", "13800000001", null, null))).Refusal.Should().Be(OrgsRefusals.PasswordForPhone);
        (await Save.RunAsync(actor, new(0, "主账号", "13800000001", null, null, "guess"))).Refusal.Should().Be(OrgsRefusals.WrongCurrentPassword);
        (await Mine.RunAsync(actor)).Phone.Should().BeNull();
        (await Save.RunAsync(actor, new(0, "主账号", "13800000001", null, null, OrgsWorld.Password))).IsDone.Should().BeTrue();
        (await Save.RunAsync(actor, new(1, "改名", "13800000001", null, null))).IsDone.Should().BeTrue("the phone is the same");
        (await Save.RunAsync(actor, new(2, "改名", null, null, null))).Refusal.Should().Be(OrgsRefusals.PasswordForPhone, "taking it away is a change too");
        var slowed = Save;
        foreach (var _ in Enumerable.Range(0, 5))
            await slowed.RunAsync(actor, new(2, "改名", "13800000002", null, null, "guess"));
        (await slowed.RunAsync(actor, new(2, "改名", "13800000002", null, null, OrgsWorld.Password))).Refusal.Should().Be(OrgsRefusals.TooManyTries);
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        var saved = await Save.RunAsync(actor, new(0, "", "12345", "not an address", new string('长', 41)));
        saved.Refusals.Should().BeEquivalentTo([OrgsRefusals.NameRequired, OrgsRefusals.PhoneInvalid, OrgsRefusals.EmailInvalid, OrgsRefusals.TitleTooLong]);
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        var version = (await Mine.RunAsync(actor)).Version;
        (await Save.RunAsync(actor, new(version, "第一个", null, null, null))).IsDone.Should().BeTrue();
        (await Save.RunAsync(actor, new(version, "第二个", null, null, null))).Refusal.Should().Be(OrgsRefusals.ProfileChangedMeanwhile);
        (await Mine.RunAsync(actor)).Name.Should().Be("第一个");
    }

    [Fact]
    public async Task Of_many_editors_at_the_same_moment_one_wins()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        var version = (await Mine.RunAsync(actor)).Version;
        var saved = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Save.RunAsync(actor, new(version, $"同时{i}", null, null, null))));
        saved.Count(outcome => outcome.IsDone).Should().Be(1);
        (await Mine.RunAsync(actor)).Version.Should().Be(version + 1);
    }

    [Fact]
    public async Task A_password_is_changed_only_by_who_knows_it()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        var change = new ChangePassword(database.Databases, world.Sessions, world.Throttle);
        const string next = "另一个足够长的密码";
        (await change.RunAsync(actor, "wrong password", next, next)).Refusal.Should().Be(OrgsRefusals.WrongCurrentPassword);
        (await change.RunAsync(actor, OrgsWorld.Password, next, next + "x")).Refusal.Should().Be(OrgsRefusals.PasswordsDiffer);
        (await change.RunAsync(actor, OrgsWorld.Password, "12345678", "12345678")).Refusal.Should().Be(OrgsRefusals.PasswordTooCommon);
        var elsewhere = (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).Value.SessionKey;
        (await change.RunAsync(actor, OrgsWorld.Password, next, next)).IsDone.Should().BeTrue();
        database.Time.Advance(TimeSpan.FromSeconds(3));
        (await world.Sessions.ActorOfAsync(elsewhere)).Should().BeNull("a changed password ends the other sessions");
        (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).IsDone.Should().BeFalse();
        (await world.SignIn.RunAsync(world.MainName, next, null, null)).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task A_reset_password_lets_its_owner_in_only_to_change_it()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var before = (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).Value.SessionKey;
        var password = (await new ResetPassword(database.Databases, world.Sessions).RunAsync(world.MainName.ToUpperInvariant())).Value;
        (await world.Sessions.ActorOfAsync(before)).Should().BeNull();

        var actor = (await world.Sessions.ActorOfAsync((await world.SignIn.RunAsync(world.MainName, password, null, null)).Value.SessionKey))!;
        actor.May(OrgsPermissions.ViewAudit).Should().BeFalse();
        const string next = "重置以后自己选的密码";
        (await new ChangePassword(database.Databases, world.Sessions, world.Throttle).RunAsync(actor, password, next, next)).IsDone.Should().BeTrue();
        database.Time.Advance(TimeSpan.FromSeconds(3));
        (await world.Sessions.ActorOfAsync((await world.SignIn.RunAsync(world.MainName, next, null, null)).Value.SessionKey))!.May(OrgsPermissions.ViewAudit).Should().BeTrue();
    }

    [Fact]
    public async Task A_file_that_is_not_ones_own_picture_can_not_become_it()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        (await new SetAvatar(database.Databases).RunAsync(actor, 123456)).Refusal.Should().Be(OrgsRefusals.AvatarNotFound);
    }
}
