using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Yaosu.Orgs;
using Yaosu.Orgs.ApiKeys;
using Yaosu.Platform.Api;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.ApiKeys;

public sealed class ApiKeyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly IPAddress Office = IPAddress.Parse("203.0.113.7");

    [Fact]
    public async Task A_secret_opens_what_its_key_was_given_and_nothing_else()
    {
        var (world, main) = await OpenAsync();
        var made = await AddAsync(world, main, OrgsPermissions.ViewAudit);
        var actor = (await Find(world).FindAsync(made.Secret, Office)).Value;
        actor.Should().BeEquivalentTo(new { Kind = ActorKind.Integration, world.OrgId, Name = "接口·总部 ERP", IsMain = false });
        actor.May(OrgsPermissions.ViewAudit).Should().BeTrue();
        actor.Lacks(OrgsPermissions.ManagePeople)!.Code.Should().Be("access.denied");
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<ApiSecret>().SingleAsync()).Ending.Should().Be(made.Secret[^4..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ys_short")]
    [InlineData("ys_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_secret_opens_nothing(string text)
    {
        var (world, _) = await OpenAsync();
        (await Find(world).FindAsync(text, Office)).Refusal.Should().Be(ApiRefusals.KeyUnknown);
    }

    [Fact]
    public async Task Two_secrets_live_side_by_side_and_a_revoked_one_is_refused_at_once()
    {
        var (world, main) = await OpenAsync();
        var made = await AddAsync(world, main, OrgsPermissions.ViewAudit);
        var add = new AddSecret(database.Databases);
        var second = (await add.RunAsync(main, made.Id, 30)).Value;
        (await add.RunAsync(main, made.Id, 30)).Refusal.Should().Be(OrgsRefusals.TwoSecretsAlready);
        (await Find(world).FindAsync(made.Secret, Office)).IsDone.Should().BeTrue();
        (await Find(world).FindAsync(second, Office)).IsDone.Should().BeTrue();

        var first = (await new ApiKeyList(database.Databases).FindAsync(main, made.Id)).Value.Secrets.Single(x => x.Ending == made.Secret[^4..]);
        var revoke = new RevokeApiKey(database.Databases);
        (await revoke.SecretAsync(main, made.Id, first.Id)).IsDone.Should().BeTrue();
        (await Find(world).FindAsync(made.Secret, Office)).Refusal.Should().Be(ApiRefusals.KeyRevoked);
        (await Find(world).FindAsync(second, Office)).IsDone.Should().BeTrue();
        (await revoke.RunAsync(main, made.Id)).IsDone.Should().BeTrue();
        (await Find(world).FindAsync(second, Office)).Refusal.Should().Be(ApiRefusals.KeyRevoked);
    }

    [Fact]
    public async Task A_secret_ends_and_the_main_account_is_warned_before()
    {
        var (world, main) = await OpenAsync();
        var made = await AddAsync(world, main, OrgsPermissions.ViewAudit);
        database.Time.Advance(TimeSpan.FromDays(365 - 7) - TimeSpan.FromHours(1));
        var warn = new WarnOfEndingSecrets(database.Databases);
        await warn.RunAsync(CancellationToken.None);
        await using (var db = database.OpenSystem(world.OrgId))
            (await db.Set<Notification>().SingleAsync(x => x.UserId == main.UserId)).Text.Should().Contain(made.Secret[^4..]);
        database.Time.Advance(TimeSpan.FromDays(8));
        (await Find(world).FindAsync(made.Secret, Office)).Refusal.Should().Be(ApiRefusals.KeyExpired);
    }

    [Theory]
    [InlineData("203.0.113.7", true)]
    [InlineData("203.0.113.0/24", true)]
    [InlineData("198.51.100.0/24", false)]
    public async Task A_key_may_be_bound_to_addresses(string allowed, bool opens)
    {
        var (world, main) = await OpenAsync();
        var made = await AddAsync(world, main, [allowed], OrgsPermissions.ViewAudit);
        (await Find(world).FindAsync(made.Secret, IPAddress.Parse("::ffff:203.0.113.7"))).IsDone.Should().Be(opens);
        (await Find(world).FindAsync(made.Secret, null)).Refusal.Should().Be(ApiRefusals.KeyFromElsewhere);
    }

    [Fact]
    public async Task Nobody_gives_a_program_more_than_he_has_and_no_key_makes_keys()
    {
        var (world, main) = await OpenAsync();
        var manager = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ViewApiKeys, OrgsPermissions.ManageApiKeys));
        var save = new SaveApiKey(database.Databases, world.Tree, new(database.Databases));
        (await save.AddAsync(manager, Wanted("甲", [], OrgsPermissions.ViewAudit), 30)).Refusal.Should().Be(OrgsRefusals.CannotGrant(OrgsPermissions.ViewAudit));
        (await save.AddAsync(main, Wanted("乙", [], OrgsPermissions.ManageApiKeys), 30)).Refusal.Should().Be(OrgsRefusals.UnknownPermission);
        (await save.AddAsync(main, Wanted("丙", []), 30)).Refusal.Should().Be(OrgsRefusals.ApiKeyWithoutPermissions);
        (await save.AddAsync(main, Wanted("丁", ["not an address"], OrgsPermissions.ViewAudit), 30)).Refusal.Should().Be(OrgsRefusals.AddressInvalid);
    }

    [Fact]
    public async Task What_a_key_uses_is_counted_by_permission()
    {
        var (world, main) = await OpenAsync();
        var made = await AddAsync(world, main, OrgsPermissions.ViewAudit, OrgsPermissions.ViewPeople);
        var usage = new ApiKeyUsage(database.Databases, NullLogger<ApiKeyUsage>.Instance);
        var actor = (await Find(world, usage).FindAsync(made.Secret, Office)).Value;
        for (var round = 0; round < 2; round++)
        {
            actor.Lacks(OrgsPermissions.ViewAudit).Should().BeNull();
            actor.Lacks(OrgsPermissions.ViewAudit).Should().BeNull();
            await usage.WriteAsync(CancellationToken.None);
        }
        var use = (await new ApiKeyList(database.Databases).FindAsync(main, made.Id)).Value.Uses.Should().ContainSingle().Subject;
        use.Should().BeEquivalentTo(new { Permission = OrgsPermissions.ViewAudit.Code, Count = 4L, LastAddress = Office.ToString() });
        (await new ApiKeyList(database.Databases).RunAsync(main, false, new PageRequest())).Value.Rows.Single().LastAt.Should().NotBeNull();
    }

    [Fact]
    public async Task A_changed_key_may_do_what_it_says_now_and_an_old_form_is_refused()
    {
        var (world, main) = await OpenAsync();
        var made = await AddAsync(world, main, OrgsPermissions.ViewAudit);
        var save = new SaveApiKey(database.Databases, world.Tree, new(database.Databases));
        (await save.ChangeAsync(main, made.Id, 0, Wanted("总部 ERP", [], OrgsPermissions.ViewPeople))).IsDone.Should().BeTrue();
        (await Find(world).FindAsync(made.Secret, Office)).Value.Permissions.Should().Equal(OrgsPermissions.ViewPeople.Code);
        (await save.ChangeAsync(main, made.Id, 0, Wanted("旧表单", [], OrgsPermissions.ViewAudit))).Refusal.Should().Be(OrgsRefusals.ApiKeyChangedMeanwhile);
    }

    [Fact]
    public async Task The_interface_shows_the_enterprise_its_units_and_its_log_page_by_page()
    {
        var (world, main) = await OpenAsync();
        await world.UnitAsync();
        var api = new OrgsApi(database.Databases);
        (await api.MeAsync(main, CancellationToken.None)).Value.Enterprise.Should().StartWith("示例企业");
        (await api.DepartmentsAsync(main, new(null, 10), CancellationToken.None)).Value.Items.Should().ContainSingle(x => x.Name == "综合部");
        var first = (await api.AuditAsync(main, new(null, 1), CancellationToken.None)).Value;
        var second = (await api.AuditAsync(main, ApiCursor.Read(first.NextCursor, 1).Value, CancellationToken.None)).Value;
        second.Items.Single().Sequence.Should().Be(first.Items.Single().Sequence + 1);
    }

    [Fact]
    public async Task A_change_is_done_once_for_each_value_of_its_sender()
    {
        var (_, main) = await OpenAsync();
        var idempotency = new Idempotency(database.Databases);
        var done = 0;
        Task<IResult> SendAsync(string content)
        {
            var http = new DefaultHttpContext();
            http.Request.Headers[Idempotency.Header] = "value-1";
            return idempotency.OnceAsync(http, main, new { content }, () => Task.FromResult((201, (object)new { number = ++done })));
        }
        var answers = new[] { await SendAsync("a"), await SendAsync("a") };
        answers.Cast<IStatusCodeHttpResult>().Select(x => x.StatusCode).Should().Equal(201, 201);
        ((IStatusCodeHttpResult)await SendAsync("b")).StatusCode.Should().Be(422);
        done.Should().Be(1);
    }

    private async Task<(OrgsWorld World, Actor Main)> OpenAsync()
    {
        var world = await OrgsWorld.OpenAsync(database);
        return (world, await world.SignedInAsync(world.MainName));
    }

    private FindApiActor Find(OrgsWorld world, ApiKeyUsage? usage = null) =>
        new(database.Databases, world.Denials, usage ?? new(database.Databases, NullLogger<ApiKeyUsage>.Instance), world.Packages);

    private Task<SaveApiKey.Made> AddAsync(OrgsWorld world, Actor main, params Permission[] permissions) => AddAsync(world, main, [], permissions);

    private async Task<SaveApiKey.Made> AddAsync(OrgsWorld world, Actor main, string[] addresses, params Permission[] permissions)
    {
        var made = await new SaveApiKey(database.Databases, world.Tree, new(database.Databases)).AddAsync(main, Wanted("总部 ERP", addresses, permissions), 365);
        made.Refusals.Should().BeEmpty();
        return made.Value;
    }

    private static SaveApiKey.Wanted Wanted(string name, string[] addresses, params Permission[] permissions) =>
        new(name, "示例软件公司", permissions.Select(permission => permission.Code).ToHashSet(), addresses);
}
