using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.AuditLog;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Packages;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Shell;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Packages;

/// <summary>000-026: what was not bought is refused by menu, page and use case, also to the main account. In this database the audit log is sold.</summary>
public sealed class PackageEnforcementTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Page = "orgs.audit";

    private OrgsWorld _world = null!;
    private string _key = "";
    private Actor _wang = null!;

    public async ValueTask InitializeAsync()
    {
        await using (var db = database.Databases.OpenPlatform())
        {
            var package = await db.Set<ServicePackage>().SingleAsync(x => x.Id == PackagesAtStart.Consumers);
            package.Pages = [$"{Page} 审计日志"];
            await db.SaveChangesAsync();
        }
        _world = await OrgsWorld.OpenAsync(database);
        var platform = await OrgsWorld.OpenAsync(database, OrgKind.Platform);
        _wang = await platform.SignedInAsync(platform.MainName);
        _key = (await _world.SignIn.RunAsync(_world.MainName, OrgsWorld.Password, null, null)).Value.SessionKey;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_was_not_bought_is_refused_everywhere_and_says_which_package_it_takes()
    {
        var main = await NowAsync();
        (await new AuditLogQuery(database.Databases).RunAsync(main, new(), new PageRequest())).Refusal.Should()
            .Match<Refusal>(x => x.Code == "access.not-in-package" && x.Text.Contains("M2C服务包"));
        ProductModules.All.MenuOf(main).Should().NotContain(x => x.Url == OrgsUrls.AuditLog);
        (await MayOpenAsync(OrgsPermissions.ViewAuditCode)).Should().BeFalse("an address typed by hand is refused as well");
        (await MayOpenAsync(OrgsPermissions.ViewPackagesCode)).Should().BeTrue("base functions are free");
        NotAllowed.WhyFor(main, [OrgsPermissions.ViewAudit]).Should().Contain("M2C服务包");
        NotAllowed.WhyFor(main, [OrgsPermissions.ViewEnterprises]).Should().BeNull("that is simply missing");
    }

    [Fact]
    public async Task A_purchase_opens_at_once_then_leaves_it_readable_then_closes_it_again()
    {
        var today = ChinaTime.Today(database.Time);
        (await new GrantPackages(database.Databases).RunAsync(_wang, new(_world.OrgId, new HashSet<long> { PackagesAtStart.Consumers }, today, today, null))).IsDone.Should().BeTrue();
        var main = await NowAsync();
        main.May(OrgsPermissions.ViewAudit).Should().BeTrue();
        main.May(OrgsPermissions.VerifyAudit).Should().BeTrue();

        database.Time.Advance(TimeSpan.FromDays(1));
        main = (await _world.People.FindAsync(_world.OrgId, main.UserId))!;
        main.May(OrgsPermissions.ViewAudit).Should().BeTrue("it can be read for thirty days more");
        main.Lacks(OrgsPermissions.VerifyAudit)!.Code.Should().Be("access.package-expired");

        database.Time.Advance(TimeSpan.FromDays(30));
        main = (await _world.People.FindAsync(_world.OrgId, main.UserId))!;
        main.Lacks(OrgsPermissions.ViewAudit)!.Code.Should().Be("access.not-in-package");
    }

    [Fact]
    public async Task Those_who_run_the_installation_need_no_package() => (await _world.People.FindAsync(_wang.OrgId, _wang.UserId))!.ClosedPages.Should().BeEmpty();

    private async Task<Actor> NowAsync()
    {
        database.Time.Advance(SessionStore.Freshness + PackageAccess.Freshness);
        return (await _world.Sessions.ActorOfAsync(_key))!;
    }

    /// <summary>As the router asks before it shows a page.</summary>
    private async Task<bool> MayOpenAsync(string policy)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(ProductModules.All).AddSingleton(_world.Sessions);
        services.AddAuthorizationCore();
        services.AddPermissionPolicies();
        await using var provider = services.BuildServiceProvider();
        return (await provider.GetRequiredService<IAuthorizationService>().AuthorizeAsync(SessionCookie.PrincipalOf(_key), null, policy)).Succeeded;
    }
}
