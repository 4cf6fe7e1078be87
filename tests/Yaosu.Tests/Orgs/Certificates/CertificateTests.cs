using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.People;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Paging;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Certificates;

public sealed class CertificateTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_new_certificate_is_an_account_in_the_organisation_without_rights_until_it_gets_a_place()
    {
        var (world, main) = await OpenAsync();
        var number = TestCertificates.NewNumber('5');
        var account = await AddAsync(main, number);
        var row = (await new PersonList(database.Databases).RunAsync(main, new(IsCertificate: true), new PageRequest())).Value.Rows.Should().ContainSingle().Subject;
        row.Should().BeEquivalentTo(new { Id = account, SignInName = number, Name = "示例·持有人", IsCertificate = true, Department = "", Roles = "" });
        (await world.People.FindAsync(world.OrgId, account))!.Permissions.Should().BeEmpty();
        (await Certificates().FindAsync(main, account)).Value.History.SelectMany(x => x.Changes).Select(x => x.Field).Should().Contain("指纹").And.NotContain("UserId", "nobody knows the account by its id");

        var change = new ChangePerson(database.Databases, world.Tree);
        (await change.RunAsync(main, account, 0, await DetailsAsync(world))).IsDone.Should().BeTrue();
        (await new PersonList(database.Databases).RunAsync(main, new(IsCertificate: true), new PageRequest())).Value.Rows.Single().Should().BeEquivalentTo(new { Department = "综合部", Roles = "流通稽查员" });
        (await new PlaceCertificate(change).RunAsync(main, account, 1, await DetailsAsync(world))).Refusal.Should().Be(OrgsRefusals.NewCertificateElsewhere);
        (await new PlaceCertificate(change).FindAsync(main, account)).Refusal.Should().Be(OrgsRefusals.NewCertificateElsewhere);
    }

    [Fact]
    public async Task An_old_certificate_is_not_in_the_organisation_and_gets_its_place_on_its_own_page()
    {
        var (world, main) = await OpenAsync();
        var account = await AddAsync(main, TestCertificates.NewNumber('3'));
        (await new PersonList(database.Databases).RunAsync(main, new(), new PageRequest())).Value.Rows.Should().OnlyContain(x => !x.IsCertificate);
        var change = new ChangePerson(database.Databases, world.Tree);
        var details = await DetailsAsync(world);
        (await change.RunAsync(main, account, 0, details)).Refusal.Should().Be(OrgsRefusals.OldCertificateElsewhere);

        var place = new PlaceCertificate(change);
        var found = (await place.FindAsync(main, account)).Value;
        (await place.RunAsync(main, account, found.Version, details)).IsDone.Should().BeTrue();
        (await Certificates().FindAsync(main, account)).Value.Should().BeEquivalentTo(new { Department = "综合部", Roles = "流通稽查员" });
        (await new DepartmentQuery(database.Databases).RunAsync(main)).Single().People.Should().Be(0);
        (await new DeleteDepartment(database.Databases).RunAsync(main, await world.UnitAsync())).Refusal.Should().Be(OrgsRefusals.DepartmentHasCertificates(1));
    }

    [Theory]
    [InlineData("4000000001", "orgs.certificate-number-kind")]
    [InlineData("0500000001", "orgs.certificate-number-kind")]
    [InlineData("", "orgs.certificate-number-required")]
    [InlineData("5abc12345", "orgs.certificate-number-shape")]
    [InlineData("51234", "orgs.certificate-number-shape")]
    [InlineData("51234567890123456", "orgs.certificate-number-shape")]
    public async Task A_number_that_begins_with_neither_digit_is_refused_and_nothing_is_left_half_done(string typed, string code)
    {
        var (world, main) = await OpenAsync();
        (await Add.RunAsync(main, TestCertificates.Facts(null, database.Time), typed, "示例")).Refusal!.Code.Should().Be(code);
        if (typed.Length == 10)
            (await Add.RunAsync(main, TestCertificates.Facts(typed, database.Time), null, "示例")).Refusal!.Code.Should().Be(code, "written in the certificate it is no better");
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<Certificate>().AnyAsync()).Should().BeFalse();
        (await db.Set<User>().CountAsync()).Should().Be(1);
        (await db.Set<CertificateOwner>().AnyAsync(x => x.OrgId == world.OrgId)).Should().BeFalse();
        (await db.Set<SignInName>().CountAsync(x => x.OrgId == world.OrgId)).Should().Be(1);
    }

    [Fact]
    public async Task What_the_certificate_says_can_not_be_talked_away_and_an_expired_one_is_refused()
    {
        var (_, main) = await OpenAsync();
        var number = TestCertificates.NewNumber('5');
        (await Add.RunAsync(main, TestCertificates.Facts(number, database.Time), "5999999999", null)).Refusal.Should().Be(OrgsRefusals.CertificateNumberDiffers(number));
        (await Add.RunAsync(main, TestCertificates.Facts(number, database.Time, validDays: 0), null, null)).Refusal.Should().Be(OrgsRefusals.CertificateExpiredAlready);
        (await Add.RunAsync(main, TestCertificates.Facts(number, database.Time), null, new string('长', 41))).Refusal.Should().Be(OrgsRefusals.NameTooLong);
        (await Add.RunAsync(main, TestCertificates.Facts(null, database.Time), TestCertificates.NewNumber('3'), "手填")).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task One_certificate_and_one_number_belong_to_one_account_over_all_enterprises()
    {
        var ((_, main), (_, other)) = (await OpenAsync(), await OpenAsync());
        var number = TestCertificates.NewNumber('5');
        var facts = TestCertificates.Facts(number, database.Time);
        (await Add.RunAsync(main, facts, null, null)).IsDone.Should().BeTrue();
        (await Add.RunAsync(other, facts, null, null)).Refusal.Should().Be(OrgsRefusals.CertificateKnown);
        (await Add.RunAsync(other, TestCertificates.Facts(number, database.Time), null, null)).Refusal.Should().Be(OrgsRefusals.CertificateNumberTaken);
        (await Certificates().RunAsync(other, new(), new PageRequest())).Value.Total.Should().Be(0);
    }

    [Fact]
    public async Task Each_act_needs_its_right_and_the_scope()
    {
        var (world, main) = await OpenAsync();
        var account = await AddAsync(main, TestCertificates.NewNumber('5'));
        var clerk = await world.SignedInAsync(await world.AddUserAsync());
        (await Add.RunAsync(clerk, TestCertificates.Facts(TestCertificates.NewNumber('5'), database.Time), null, null)).Refusal!.Code.Should().Be("access.denied");
        (await Replace(world).RunAsync(clerk, account, TestCertificates.Facts(null, database.Time))).Refusal!.Code.Should().Be("access.denied");
        (await Revoke(world).RunAsync(clerk, account, "丢失")).Refusal!.Code.Should().Be("access.denied");
        (await new PlaceCertificate(new(database.Databases, world.Tree)).RunAsync(clerk, account, 0, await DetailsAsync(world))).Refusal!.Code.Should().Be("access.denied");
        (await Certificates().RunAsync(clerk, new(), new PageRequest())).Refusal!.Code.Should().Be("access.denied");
        (await Certificates().FindAsync(clerk, account)).Refusal!.Code.Should().Be("access.denied");

        var scoped = main with { UserId = clerk.UserId, IsMain = false, Departments = new HashSet<long> { await world.UnitAsync() }, Permissions = new HashSet<string> { OrgsPermissions.ManageCertificates.Code, OrgsPermissions.ViewCertificates.Code } };
        (await Add.RunAsync(scoped, TestCertificates.Facts(TestCertificates.NewNumber('5'), database.Time), null, null)).Refusal.Should().Be(OrgsRefusals.CertificateNeedsWholeScope);
        (await Revoke(world).RunAsync(scoped, account, "丢失")).Refusal.Should().Be(OrgsRefusals.CertificateNotFound, "it has no department yet");
        (await Certificates().FindAsync(scoped, account)).Refusal.Should().Be(OrgsRefusals.CertificateNotFound);
    }

    [Fact]
    public async Task Nobody_takes_over_a_stronger_account_by_replacing_its_certificate()
    {
        var (world, main) = await OpenAsync();
        var account = await AddAsync(main, TestCertificates.NewNumber('5'));
        var strong = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.VerifyAudit));
        await using (var db = database.OpenSystem(world.OrgId))
        {
            db.Add(new UserRole { UserId = account, RoleId = await db.Set<UserRole>().Where(x => x.UserId == strong.UserId).Select(x => x.RoleId).SingleAsync() });
            await db.SaveChangesAsync();
        }
        var manager = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ManageCertificates));
        (await Replace(world).RunAsync(manager, account, TestCertificates.Facts(null, database.Time))).Refusal.Should().Be(OrgsRefusals.HoldsMoreThanYou(OrgsPermissions.VerifyAudit));
        (await Revoke(world).RunAsync(manager, account, "丢失")).Refusal.Should().Be(OrgsRefusals.HoldsMoreThanYou(OrgsPermissions.VerifyAudit));
        (await Replace(world).RunAsync(main with { UserId = account }, account, TestCertificates.Facts(null, database.Time))).Refusal.Should().Be(OrgsRefusals.CertificateOwnElsewhere);
    }

    [Fact]
    public async Task A_renewed_certificate_takes_the_place_of_the_one_before_and_ends_what_it_signed_in()
    {
        var (world, main) = await OpenAsync();
        var number = TestCertificates.NewNumber('5');
        var account = await AddAsync(main, number);
        var session = await SessionOfAsync(world, account);
        (await Replace(world).RunAsync(main, account, TestCertificates.Facts(TestCertificates.NewNumber('5'), database.Time))).Refusal!.Code.Should().Be("orgs.certificate-number-differs");
        (await Replace(world).RunAsync(main, account, TestCertificates.Facts(number, database.Time, validDays: 700))).IsDone.Should().BeTrue();
        database.Time.Advance(TimeSpan.FromSeconds(3));
        (await world.Sessions.ActorOfAsync(session)).Should().BeNull();
        var detail = (await Certificates().FindAsync(main, account)).Value;
        detail.All.Should().HaveCount(2);
        detail.All[1].ReplacedAt.Should().NotBeNull();
        detail.Present.Should().BeEquivalentTo(new { Number = number, ReplacedAt = (DateTime?)null });
        detail.History.Select(x => x.What).Should().Contain([OrgsActions.CertificateAdded.Name, OrgsActions.CertificateReplaced.Name]);
        (await Certificates().RunAsync(main, new(), new PageRequest())).Value.Rows.Should().ContainSingle();
    }

    [Fact]
    public async Task A_revoked_certificate_ends_its_sessions_at_once_and_never_comes_back()
    {
        var (world, main) = await OpenAsync();
        var facts = TestCertificates.Facts(TestCertificates.NewNumber('5'), database.Time);
        var account = (await Add.RunAsync(main, facts, null, null)).Value;
        var session = await SessionOfAsync(world, account);
        (await Revoke(world).RunAsync(main, account, " ")).Refusal.Should().Be(OrgsRefusals.ReasonRequired);
        (await Revoke(world).RunAsync(main, account, "介质丢失")).IsDone.Should().BeTrue();
        (await Revoke(world).RunAsync(main, account, "再吊销")).Refusal.Should().Be(OrgsRefusals.CertificateAlreadyRevoked);
        database.Time.Advance(TimeSpan.FromSeconds(3));
        (await world.Sessions.ActorOfAsync(session)).Should().BeNull();
        (await Replace(world).RunAsync(main, account, facts)).Refusal.Should().Be(OrgsRefusals.CertificateKnown);
        (await Certificates().FindAsync(main, account)).Value.Present.RevokedWhy.Should().Be("介质丢失");
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<AuditEntry>().SingleAsync(x => x.Action == OrgsActions.CertificateRevoked.Code)).Note.Should().Be("介质丢失");

        (await new RemovePerson(database.Databases, world.Sessions, world.Tree).RunAsync(main, account)).IsDone.Should().BeTrue();
        (await Add.RunAsync(main, facts, null, null)).Refusal.Should().Be(OrgsRefusals.CertificateKnown, "revoked is revoked");
    }

    [Fact]
    public async Task One_that_was_uploaded_by_mistake_can_be_removed_and_uploaded_again()
    {
        var (world, main) = await OpenAsync();
        var facts = TestCertificates.Facts(TestCertificates.NewNumber('5'), database.Time);
        var account = (await Add.RunAsync(main, facts, null, null)).Value;
        (await new RemovePerson(database.Databases, world.Sessions, world.Tree).RunAsync(main, account)).IsDone.Should().BeTrue();
        (await Certificates().RunAsync(main, new(), new PageRequest())).Value.Total.Should().Be(0);
        (await Certificates().FindAsync(main, account)).Refusal.Should().Be(OrgsRefusals.CertificateNotFound);
        (await Add.RunAsync(main, facts, null, null)).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task A_certificate_has_no_password_that_anybody_could_set_use_or_forget()
    {
        var (world, main) = await OpenAsync();
        var number = TestCertificates.NewNumber('5');
        var account = await AddAsync(main, number);
        (await new ResetPersonPassword(database.Databases, world.Sessions, world.Tree).RunAsync(main, account)).Refusal.Should().Be(OrgsRefusals.CertificateHasNoPassword);
        (await new ResetPassword(database.Databases, world.Sessions).RunAsync(number)).Refusal.Should().Be(OrgsRefusals.CertificateHasNoPassword);
        (await world.SignIn.RunAsync(number, OrgsWorld.Password, null, null)).Refusal.Should().Be(OrgsRefusals.WrongNameOrPassword);
        var own = (await world.People.FindAsync(world.OrgId, account))!;
        (await new ChangePassword(database.Databases, world.Sessions, world.Throttle).RunAsync(own, "any", OrgsWorld.Password, OrgsWorld.Password)).Refusal.Should().Be(OrgsRefusals.CertificateHasNoPassword);
        (await new SwitchOffSecondFactor(database.Databases, world.Throttle).RunAsync(own, "any")).Refusal.Should().Be(OrgsRefusals.CertificateSecondFactor);
        (await new SaveProfile(database.Databases, new(database.Time)).RunAsync(own, new(0, "示例·持有人", "13900000001", null, null))).IsDone.Should().BeTrue();
        await using var platform = database.Databases.OpenPlatform();
        (await platform.Set<SignInPhone>().AnyAsync(x => x.UserId == account)).Should().BeFalse("a code by message must not open it");
    }

    [Fact]
    public async Task The_list_finds_by_state_kind_and_text_and_is_exported_as_it_stands()
    {
        var (world, main) = await OpenAsync();
        var valid = await AddAsync(main, TestCertificates.NewNumber('5'));
        var soon = (await Add.RunAsync(main, TestCertificates.Facts(TestCertificates.NewNumber('3'), database.Time, validDays: 20), null, "快到期")).Value;
        var notYet = (await Add.RunAsync(main, TestCertificates.Facts(TestCertificates.NewNumber('5'), database.Time, sinceDays: -2), null, null)).Value;
        var revoked = await AddAsync(main, TestCertificates.NewNumber('5'));
        await Revoke(world).RunAsync(main, revoked, "丢失");
        foreach (var (state, account) in new[] { (CertificateState.Valid, valid), (CertificateState.EndsSoon, soon), (CertificateState.NotYet, notYet), (CertificateState.Revoked, revoked) })
        {
            var row = (await Certificates().RunAsync(main, new(State: state), new PageRequest())).Value.Rows.Should().ContainSingle().Subject;
            row.UserId.Should().Be(account);
            row.StateAt(database.Time.UtcNow()).Should().Be(state);
        }
        (await Certificates().RunAsync(main, new(State: CertificateState.Expired), new PageRequest())).Value.Total.Should().Be(0);
        (await Certificates().RunAsync(main, new(State: CertificateState.Replaced), new PageRequest())).Value.Total.Should().Be(0);
        (await Certificates().RunAsync(main, new(Kind: CertificateKind.Old), new PageRequest())).Value.Rows.Should().ContainSingle(x => x.UserId == soon);
        var thumbprint = (await Certificates().FindAsync(main, soon)).Value.Present.Thumbprint;
        foreach (var text in new[] { "快到期", thumbprint[..10].ToLowerInvariant(), (await Certificates().FindAsync(main, soon)).Value.Present.Number })
            (await Certificates().RunAsync(main, new(text), new PageRequest())).Value.Rows.Should().ContainSingle(x => x.UserId == soon);

        database.Time.Advance(TimeSpan.FromDays(21));
        (await Certificates().RunAsync(main, new(State: CertificateState.Expired), new PageRequest())).Value.Rows.Should().ContainSingle(x => x.UserId == soon);
        ExportDefinition export = new CertificateExport(database.Time);
        await using var db = database.Open(main);
        using var file = new MemoryStream();
        var pinned = await export.PinAsync(db, StoredJson.Write(new CertificateFilter("快到期", State: CertificateState.Expired)), CancellationToken.None);
        (await export.WriteAsync(db, new(CertificateExport.ExportCode, pinned, ["number", "name", "department", "state"], ExportFormat.Csv, "证书.csv"), file, (_, _) => { }, CancellationToken.None)).Should().Be(1);
        System.Text.Encoding.UTF8.GetString(file.ToArray()).Should().Contain("快到期").And.Contain("已过期");
    }

    [Fact]
    public async Task Those_who_manage_certificates_are_told_once_at_each_step_before_one_ends()
    {
        var (world, main) = await OpenAsync();
        var manager = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ManageCertificates));
        var clerk = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ViewCertificates));
        var facts = TestCertificates.Facts(TestCertificates.NewNumber('5'), database.Time, validDays: 31);
        await Add.RunAsync(main, facts, null, "示例");
        var warn = new WarnOfEndingCertificates(database.Databases, world.People);
        await TickAsync(days: 0, told: 0);
        await TickAsync(days: 1.5, told: 1);
        await TickAsync(days: 1, told: 1);
        await TickAsync(days: 22, told: 2); // Also when nobody looked on the day itself.
        await TickAsync(days: 10, told: 2);

        async Task TickAsync(double days, int told)
        {
            database.Time.Advance(TimeSpan.FromDays(days));
            await warn.RunAsync(CancellationToken.None);
            await using var db = database.OpenSystem(world.OrgId);
            (await db.Set<Notification>().CountAsync(x => x.UserId == main.UserId)).Should().Be(told);
            (await db.Set<Notification>().CountAsync(x => x.UserId == manager.UserId)).Should().Be(told);
            (await db.Set<Notification>().CountAsync(x => x.UserId == clerk.UserId)).Should().Be(0);
        }
    }

    private AddCertificate Add => new(database.Databases);

    private CertificateList Certificates() => new(database.Databases, new ObjectHistory(database.Databases, new AuditWords(ProductModules.All, database.Databases)));

    private ReplaceCertificate Replace(OrgsWorld world) => new(database.Databases, world.Sessions, world.Tree);

    private RevokeCertificate Revoke(OrgsWorld world) => new(database.Databases, world.Sessions, world.Tree);

    private async Task<(OrgsWorld World, Actor Main)> OpenAsync()
    {
        var world = await OrgsWorld.OpenAsync(database);
        return (world, await world.SignedInAsync(world.MainName));
    }

    private async Task<long> AddAsync(Actor main, string number)
    {
        var added = await Add.RunAsync(main, TestCertificates.Facts(number, database.Time), null, null);
        added.Refusals.Should().BeEmpty();
        return added.Value;
    }

    private async Task<PersonDetails> DetailsAsync(OrgsWorld world)
    {
        await using var db = database.OpenSystem(world.OrgId);
        var role = await db.Set<Role>().Where(x => x.Name == "流通稽查员").Select(x => x.Id).SingleAsync();
        return new("示例·持有人", null, null, null, await world.UnitAsync(), [role]);
    }

    private async Task<string> SessionOfAsync(OrgsWorld world, long account)
    {
        await using var db = database.OpenSystem(world.OrgId);
        var user = await db.Set<User>().AsNoTracking().SingleAsync(x => x.Id == account);
        return (await world.Complete.RunAsync(user, SignInMethod.Certificate, null, null, null, CancellationToken.None)).Value.SessionKey;
    }
}
