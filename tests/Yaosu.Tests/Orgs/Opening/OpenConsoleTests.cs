using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Yaosu.Orgs;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.ExternalAccounts;
using Yaosu.Orgs.Opening;
using Yaosu.Platform.Audit;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Opening;

/// <summary>开通商家后台: what it takes, who may, and what stays afterwards.</summary>
public sealed class OpenConsoleTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Shop = "shop";

    [Fact]
    public async Task Without_a_provider_the_main_account_opens_it_at_once_and_only_once()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var opening = Opening(world, providers: false);
        (await opening.FindAsync(main)).Value.Should().Match<OpenConsole.State>(x => !x.BindsAccounts && x.OpenedAt == null && x.Conditions.Count == 1 && x.Conditions[0].IsMet);
        (await opening.RunAsync(main)).IsDone.Should().BeTrue();
        (await opening.FindAsync(main)).Value.Should().Match<OpenConsole.State>(x => x.OpenedAt == database.Time.GetUtcNow().UtcDateTime && x.OpenedBy == "主账号");
        (await opening.RunAsync(main)).Refusal.Should().Be(OrgsRefusals.ConsoleIsOpen);
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<AuditEntry>().CountAsync(x => x.Action == OrgsActions.ConsoleOpened.Code)).Should().Be(1);
    }

    [Fact]
    public async Task With_one_the_missing_binding_is_named_and_bound_it_opens_and_stays_bound()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var opening = Opening(world, providers: true);
        (await opening.RunAsync(main)).Refusal.Should().Match<Refusal>(x => x.Code == "orgs.opening-lacks" && x.Text.Contains("已绑定外部账号") && !x.Text.Contains("企业已入驻"));
        (await opening.FindAsync(main)).Value.Conditions.Should().Contain(x => !x.IsMet && x.Text == "请由主账号绑定自己的示例商城。");
        await BindAsync(world, main);
        (await opening.RunAsync(main)).IsDone.Should().BeTrue();
        (await opening.FindAsync(main)).Value.BoundAccount.Should().Be("示例商城：云杉旗舰店");
        (await Binding(world, providers: true).UnbindAsync(main, Shop, OrgsWorld.Password)).Refusal.Should().Be(OrgsRefusals.ExternalStillNeeded);
        (await Binding(world, providers: true).OfSelfAsync(main)).Should().Contain(x => x.Account == "云杉旗舰店");
    }

    [Fact]
    public async Task Only_the_main_account_opens_and_operators_have_nothing_to_open()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var helper = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ViewOpening));
        (await Opening(world, providers: false).FindAsync(helper)).IsDone.Should().BeTrue();
        (await Opening(world, providers: false).RunAsync(helper)).Refusal.Should().Be(OrgsRefusals.OpeningIsForMain);
        var nobody = await world.SignedInAsync(await world.AddUserAsync());
        (await Opening(world, providers: false).FindAsync(nobody)).Refusal!.Code.Should().Be("access.denied");
        (await Opening(world, providers: false).RunAsync(nobody)).Refusal!.Code.Should().Be("access.denied");
        var platform = await OrgsWorld.OpenAsync(database, OrgKind.Platform);
        (await Opening(platform, providers: false).RunAsync(await platform.SignedInAsync(platform.MainName))).Refusal.Should().Match<Refusal>(x => x.Code == "orgs.opening-lacks" && x.Text.Contains("企业已入驻"));
    }

    [Fact]
    public async Task The_menu_leads_enterprises_there_and_not_operators()
    {
        foreach (var kind in new[] { OrgKind.Wholesaler, OrgKind.Platform })
        {
            var world = await OrgsWorld.OpenAsync(database, kind);
            ProductModules.All.MenuOf(await world.SignedInAsync(world.MainName)).Any(x => x.Url == OrgsUrls.Opening).Should().Be(kind != OrgKind.Platform);
        }
    }

    [Fact]
    public async Task Of_two_at_the_same_moment_one_opens()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var both = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Opening(world, providers: false).RunAsync(main)));
        both.Count(x => x.IsDone).Should().Be(1);
        both.Where(x => !x.IsDone).Should().OnlyContain(x => x.Refusal == OrgsRefusals.ConsoleIsOpen);
    }

    private static OpenConsole Opening(OrgsWorld world, bool providers) => new(world.Database.Databases, Binding(world, providers));

    private static BindExternal Binding(OrgsWorld world, bool providers)
    {
        var options = new ExternalSignInOptions { Providers = providers ? [new() { Key = Shop, Name = "示例商城" }] : [] };
        var time = world.Database.Time;
        return new(world.Database.Databases, new(Options.Create(options), new(time, NullLogger<ProviderClient>.Instance), world.Tickets, time, NullLogger<ExternalFlow>.Instance), world.Tickets, world.Throttle);
    }

    private async Task BindAsync(OrgsWorld world, Actor main)
    {
        await using var db = database.OpenSystem(world.OrgId);
        db.Add(new ExternalAccount { Provider = Shop, SubjectHash = ExternalAccount.HashOf(world.MainName), OrgId = world.OrgId, UserId = main.UserId, Name = "云杉旗舰店", BoundAt = database.Time.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync();
    }
}
