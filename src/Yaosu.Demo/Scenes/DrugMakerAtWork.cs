using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;

namespace Yaosu.Demo.Scenes;

/// <summary>A drug maker with its main account and two colleagues, and a second enterprise that must never see any of it.</summary>
public sealed class DrugMakerAtWork(OpenEnterprise openEnterprise, AddUser addUser, AppDbFactory databases)
{
    public const string Maker = "云杉示例制药有限公司";
    public const string Wholesaler = "青禾示例医药有限公司";

    public async Task<IReadOnlyList<DemoWorld.Login>> SeedAsync(string password, CancellationToken ct)
    {
        var maker = Opened(await openEnterprise.RunAsync(new(Maker, OrgKind.Manufacturer, "91000000DEMO000012"), new("yunshan", "演示·林管理", password, MustChangePassword: false), ct));
        var system = Actor.System(maker, "演示数据");

        var (quality, warehouse) = await AddRolesAsync(system, ct);
        Opened(await addUser.RunAsync(system, new("zhiliang", "演示·周质量", password, quality), ct));
        Opened(await addUser.RunAsync(system, new("cangku", "演示·吴仓库", password, warehouse), ct));

        Opened(await openEnterprise.RunAsync(new(Wholesaler, OrgKind.Wholesaler, "91000000DEMO000020"), new("qinghe", "演示·陈商务", password, MustChangePassword: false), ct));
        return
        [
            new("yunshan", $"{Maker}（主账号）"),
            new("zhiliang", $"{Maker}（质量负责人，可查看审计日志）"),
            new("cangku", $"{Maker}（仓库，仅有个人功能）"),
            new("qinghe", $"{Wholesaler}（主账号）"),
        ];
    }

    private async Task<(long Quality, long Warehouse)> AddRolesAsync(Actor system, CancellationToken ct)
    {
        await using var db = databases.Open(system);
        var quality = new Role { Name = "质量负责人", Permissions = [OrgsPermissions.ViewAudit.Code, OrgsPermissions.ExportAudit.Code] };
        var warehouse = new Role { Name = "出入库管理员", Permissions = [] };
        db.AddRange(quality, warehouse);
        await db.SaveChangesAsync(ct);
        return (quality.Id, warehouse.Id);
    }

    private static long Opened(Outcome<long> outcome) => outcome.IsDone ? outcome.Value : throw new InvalidOperationException(outcome.Refusal!.Text);
}
