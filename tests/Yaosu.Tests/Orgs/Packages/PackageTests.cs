using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Packages;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Packages;

public sealed class PackageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private DateOnly Today => ChinaTime.Today(database.Time);

    [Fact]
    public async Task An_application_reaches_the_operators_and_the_grant_answers_it()
    {
        var (world, main, wang) = await WorldAsync();
        (await ApplyAsync(main, PackagesAtStart.Tracing)).IsDone.Should().BeTrue();
        (await ApplyAsync(main, PackagesAtStart.Tracing)).Refusal.Should().Be(OrgsRefusals.PackageAlreadyAskedFor);
        (await NoticesAsync(wang)).Should().ContainSingle(x => x.Title == "服务包申请");
        var desk = new EnterpriseList(database.Databases, new(database.Databases, []));
        (await desk.RunAsync(wang, new(HasWaiting: true), new PageRequest())).Value.Rows.Should().Contain(x => x.Id == world.OrgId && x.Waiting == 1);
        (await desk.FindAsync(wang, world.OrgId)).Value.Applications.Should().ContainSingle();

        (await GrantAsync(wang, world, PackagesAtStart.Advanced)).IsDone.Should().BeTrue();
        (await desk.FindAsync(wang, world.OrgId)).Value.Applications.Should().BeEmpty();
        (await NoticesAsync(main)).Should().Contain(x => x.Title == "服务包已开通");
        (await new MyPackages(database.Databases).RunAsync(main)).Value.Cards.Should().Contain(x => x.Id == PackagesAtStart.Tracing && x.Standing == PackageStanding.Open && !x.IsAskedFor);
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<AuditEntry>().Where(x => x.Action == OrgsActions.PackageGranted.Code).SingleAsync()).ActorName.Should().Be($"平台运营·{wang.Name}");
    }

    [Fact]
    public async Task An_application_can_be_declined_once_with_a_reason_that_the_enterprise_reads()
    {
        var (world, main, wang) = await WorldAsync();
        (await ApplyAsync(main, PackagesAtStart.FastLink)).IsDone.Should().BeTrue();
        var asked = (await new EnterpriseList(database.Databases, new(database.Databases, [])).FindAsync(wang, world.OrgId)).Value.Applications.Single();
        var decline = new DeclinePackage(database.Databases);
        (await decline.RunAsync(main, asked.Id, "我不是运营")).Refusal!.Code.Should().Be("access.denied");
        (await decline.RunAsync(wang, asked.Id, " ")).Refusal.Should().Be(OrgsRefusals.ReasonRequired);
        (await decline.RunAsync(wang, asked.Id, "合同未签")).IsDone.Should().BeTrue();
        (await decline.RunAsync(wang, asked.Id, "再来一次")).Refusal.Should().Be(OrgsRefusals.PackageApplicationAnswered);
        (await new MyPackages(database.Databases).RunAsync(main)).Value.Cards.Single(x => x.Id == PackagesAtStart.FastLink).LastAnswer.Should().Be("合同未签");
        (await ApplyAsync(main, PackagesAtStart.FastLink)).IsDone.Should().BeTrue("an answered application is no obstacle");
    }

    [Fact]
    public async Task The_data_centre_is_sold_only_with_another_package()
    {
        var (world, main, wang) = await WorldAsync();
        (await GrantAsync(wang, world, PackagesAtStart.DataCentre)).Refusal!.Code.Should().Be("orgs.package-not-alone");
        (await ApplyAsync(main, PackagesAtStart.DataCentre)).Refusal!.Code.Should().Be("orgs.package-not-alone");
        (await GrantAsync(wang, world, PackagesAtStart.DataCentre, PackagesAtStart.Notices)).IsDone.Should().BeTrue();
        (await GrantAsync(wang, world, PackagesAtStart.Notices)).Refusal!.Code.Should().Be("orgs.package-already-bought");
    }

    [Fact]
    public async Task Only_operators_grant_and_never_to_themselves_or_for_impossible_dates()
    {
        var (world, main, wang) = await WorldAsync();
        var grant = new GrantPackages(database.Databases);
        GrantPackages.Wanted wanted = new(world.OrgId, new HashSet<long> { PackagesAtStart.Consumers }, Today, Today.AddDays(10), null);
        (await grant.RunAsync(main, wanted)).Refusal!.Code.Should().Be("access.denied");
        (await grant.RunAsync(wang, wanted with { OrgId = wang.OrgId })).Refusal.Should().Be(OrgsRefusals.EnterpriseNotFound);
        (await grant.RunAsync(wang, wanted with { Until = Today.AddDays(-1) })).Refusal.Should().Be(OrgsRefusals.PackageEndsBeforeStart);
        (await grant.RunAsync(wang, wanted with { Until = Today.AddYears(11) })).Refusal.Should().Be(OrgsRefusals.PackageTooLong);
        (await grant.RunAsync(wang, wanted with { PackageIds = new HashSet<long>() })).Refusal.Should().Be(OrgsRefusals.PackageRequired);
        (await grant.RunAsync(wang, wanted with { PackageIds = new HashSet<long> { 777 } })).Refusal.Should().Be(OrgsRefusals.PackageNotFound);
        (await new EnterpriseList(database.Databases, new(database.Databases, [])).RunAsync(main, new(), new PageRequest())).Refusal!.Code.Should().Be("access.denied");
    }

    [Fact]
    public async Task Of_two_operators_who_prolong_or_end_the_same_purchase_the_second_is_told()
    {
        var (world, _, wang) = await WorldAsync();
        (await GrantAsync(wang, world, PackagesAtStart.Consumers)).IsDone.Should().BeTrue();
        var purchase = (await new EnterpriseList(database.Databases, new(database.Databases, [])).FindAsync(wang, world.OrgId)).Value.Purchases.Single();
        var change = new ChangePurchase(database.Databases);
        (await change.RunAsync(wang, purchase.Id, purchase.Version, purchase.Until)).Refusal.Should().Be(OrgsRefusals.PackageNotLonger);
        (await change.RunAsync(wang, purchase.Id, purchase.Version, purchase.Until.AddYears(1))).IsDone.Should().BeTrue();
        (await change.RunAsync(wang, purchase.Id, purchase.Version, null)).Refusal.Should().Be(OrgsRefusals.PurchaseChangedMeanwhile);
        (await change.RunAsync(wang, purchase.Id, purchase.Version + 1, null)).IsDone.Should().BeTrue();
        (await new EnterpriseList(database.Databases, new(database.Databases, [])).FindAsync(wang, world.OrgId)).Value.Purchases.Single().Standing.Should().Be(PackageStanding.Frozen);
        (await change.RunAsync(wang, purchase.Id, purchase.Version + 2, null)).Refusal.Should().Be(OrgsRefusals.PackageAlreadyEnded);
    }

    [Fact]
    public async Task The_main_account_hears_of_the_end_thirty_seven_and_one_day_before_once_each()
    {
        var (world, main, wang) = await WorldAsync();
        var end = Today.AddDays(40);
        (await new GrantPackages(database.Databases).RunAsync(wang, new(world.OrgId, new HashSet<long> { PackagesAtStart.Consumers }, Today, end, null))).IsDone.Should().BeTrue();
        var warn = new WarnBeforePackagesEnd(database.Databases);
        var warnings = new List<int>();
        for (var day = 0; day <= 41; day++)
        {
            await warn.RunAsync(CancellationToken.None);
            await warn.RunAsync(CancellationToken.None);
            warnings.Add((await NoticesAsync(main)).Count(x => x.Title == "服务包即将到期"));
            database.Time.Advance(TimeSpan.FromDays(1));
        }
        warnings[9].Should().Be(0);
        warnings[10].Should().Be(1);
        warnings[32].Should().Be(1);
        warnings[33].Should().Be(2);
        warnings[38].Should().Be(2);
        warnings[39].Should().Be(3);
        warnings[41].Should().Be(3);
    }

    [Fact]
    public async Task The_page_map_is_edited_by_operators_and_never_closes_a_base_function()
    {
        var (_, main, wang) = await WorldAsync();
        var save = new SavePackage(database.Databases);
        var package = (await save.FindAsync(wang, PackagesAtStart.InspectionInterface)).Value;
        SavePackage.Wanted wanted = new(package.Id, package.Version, package.Name, package.About, package.Sale, ["inspections.interface 接口", "", "inspections.more 更多"]);
        (await save.RunAsync(main, wanted)).Refusal!.Code.Should().Be("access.denied");
        (await save.RunAsync(wang, wanted with { Pages = ["orgs.people 组织架构", "没有代码", "a.b 一", "a.b 二"], Name = "" })).Refusals.Select(x => x.Code)
            .Should().BeEquivalentTo("orgs.package-name-wrong", "orgs.page-stays-free", "orgs.package-page-wrong", "orgs.package-page-twice");
        (await save.RunAsync(wang, wanted)).IsDone.Should().BeTrue();
        (await save.RunAsync(wang, wanted)).Refusal.Should().Be(OrgsRefusals.PackageChangedMeanwhile);
        (await save.ListAsync(wang)).Value.Rows.Should().Contain(x => x.Id == package.Id && x.Pages == 2);
        (await save.ListAsync(main)).Refusal!.Code.Should().Be("access.denied");
    }

    private async Task<(OrgsWorld World, Actor Main, Actor Wang)> WorldAsync()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var platform = await OrgsWorld.OpenAsync(database, OrgKind.Platform);
        return (world, await world.SignedInAsync(world.MainName), await platform.SignedInAsync(platform.MainName));
    }

    private Task<Outcome> ApplyAsync(Actor actor, long package) => new ApplyForPackage(database.Databases, new(database.Databases), new(database.Databases)).RunAsync(actor, package, "请开通");

    private Task<Outcome> GrantAsync(Actor wang, OrgsWorld world, params long[] packages) =>
        new GrantPackages(database.Databases).RunAsync(wang, new(world.OrgId, packages.ToHashSet(), Today, Today.AddYears(1), "合同"));

    private async Task<List<Notification>> NoticesAsync(Actor actor)
    {
        await using var db = database.OpenSystem(actor.OrgId);
        return await db.Set<Notification>().AsNoTracking().Where(x => x.UserId == actor.UserId).ToListAsync();
    }
}
