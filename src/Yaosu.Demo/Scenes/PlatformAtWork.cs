using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.PrintOrders;
using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.MainAccounts;
using Yaosu.Orgs.Onboarding;
using Yaosu.Orgs.Packages;
using Yaosu.Orgs.Papers;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Demo.Scenes;

/// <summary>Those who run the installation: they sold packages to the drug maker, one of which is about to run out, know its papers, one of which is about to end, and have something on their desk.</summary>
public sealed class PlatformAtWork(AppDbFactory databases, MyJoining joining, ReviewJoining desk, FileStore files, RenewQualification renew, FileRecovery recovery, ReviewQualification review, ApplyForPackage apply, PermissionTree tree, EnterpriseDesk enterprises, PrintDesk prints)
{
    public const string Platform = "示例追溯平台运营中心";

    /// <summary>One grey dot.</summary>
    private static readonly byte[] Scan = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    private const string Name = "演示·王运营";

    public const string Chain = "百草示例连锁总部";

    public static readonly DemoWorld.Login ChainLogin = new("baicaozb", $"{Chain}（连锁总部主账号：我的门店）");

    public static readonly DemoWorld.Login StoresLogin = new("baicaodp", $"{Chain}（店务，只管理两家门店）");

    public static readonly DemoWorld.Login Login = new("yunying1", $"{Platform}（平台运营：企业管理、服务包、短信发件箱）");

    public async Task SeedAsync(string password, CancellationToken ct)
    {
        var operators = Value(await new OpenEnterprise(databases).RunAsync(new(Platform, OrgKind.Platform, DrugMakerAtWork.CodeOf("91000000DEM000030")), new(Login.Name, Name, password, MustChangePassword: false), ct));
        var wang = new Actor { Kind = ActorKind.Person, OrgId = operators, UserId = await MainOfAsync(operators, ct), Name = Name, IsMain = true, IsOperator = true };
        await SellAsync(wang, ct);
        await PrintAsync(wang, ct);
        await ShowPapersAsync(wang, ct);
        await ApplyAsync("13800000001", new(OrgKind.Store, DrugMakerAtWork.CodeOf("91000000DEM000051"), "百草示例大药房", "示例市示例路 1 号", "演示·赵店长", "演示·赵店长", "baicao01"), ct);
        await OpenChainAsync(wang, password, ct);
        var rejected = await ApplyAsync("13800000002", new(OrgKind.Hospital, DrugMakerAtWork.CodeOf("12000000DEM000069"), "仁和示例医院", "示例市示例路 2 号", "演示·孙院长", "演示·钱药师", "renhe001"), ct);
        Done(await desk.RunAsync(wang, rejected.Id, rejected.Version, "执业许可证照片不清晰，请重新拍摄后上传。", ct));
    }

    /// <summary>A chain with two stores opened, which one of its people manages, and two still waiting; somebody asks for its main account.</summary>
    private async Task OpenChainAsync(Actor wang, string password, CancellationToken ct)
    {
        var chain = Value(await new OpenEnterprise(databases).RunAsync(new(Chain, OrgKind.ChainHeadquarters, DrugMakerAtWork.CodeOf("91000000DEM000077")), new(ChainLogin.Name, "演示·郑总部", password, MustChangePassword: false), ct));
        await using var db = databases.Open(Actor.System(chain, "演示数据"));
        for (var i = 1; i <= 4; i++)
        {
            var code = DrugMakerAtWork.CodeOf($"91000000DEM00008{i}");
            db.Add(new JoinApplication
            {
                Kind = OrgKind.Store,
                CreditCode = code,
                Name = $"百草示例大药房{"一二三四"[i - 1]}店",
                Address = $"示例市示例路 {i} 号",
                LegalPerson = $"演示·店长{i}",
                ContactName = $"演示·店长{i}",
                Mobile = $"1380000001{i}",
                SignInName = code.ToLowerInvariant(),
                State = JoinState.Waiting,
                CreatedAt = databases.Time.UtcNow(),
                SubmittedAt = databases.Time.UtcNow(),
                HeadquartersId = chain,
            });
        }
        await db.SaveChangesAsync(ct);
        foreach (var store in await db.Set<JoinApplication>().AsNoTracking().Where(x => x.HeadquartersId == chain).OrderBy(x => x.Id).Take(2).ToListAsync(ct))
            Done(await desk.RunAsync(wang, store.Id, store.Version, reason: null, ct));
        await EmployAsync(db, password, ct);

        using var letter = new MemoryStream(Scan);
        using var licence = new MemoryStream(Scan);
        Done(await recovery.RunAsync("13800000021", new(MainAccountChangeKind.Replacement, DrugMakerAtWork.CodeOf("91000000DEM000077"), "演示·冯店务", "baicaoxin",
            new("演示授权书.png", letter, letter.Length), new("演示营业执照.png", licence, licence.Length)), ct));
    }

    private async Task EmployAsync(AppDb db, string password, CancellationToken ct)
    {
        var unit = Value(await new SaveDepartment(databases).RunAsync(db.Actor, new(null, 0, "门店管理部", null), ct));
        var role = Value(await new SaveRole(databases, tree).RunAsync(db.Actor with { IsHeadquarters = true }, new(null, 0, "店务", DataScope.All,
            new HashSet<string> { OrgsPermissions.ViewStores.Code, OrgsPermissions.ManageStores.Code, OrgsPermissions.ViewPeople.Code }), ct));
        var stores = await db.Set<Org>().Where(x => x.HeadquartersId == db.OrgId).Select(x => x.Id).ToListAsync(ct);
        Done(await new AddPerson(databases, tree).RunAsync(db.Actor,
            new(StoresLogin.Name, new("演示·何店务", null, null, null, unit, [role], Stores: StoreChoice.Of(stores)), password, password, MustChangePassword: false), ct));
    }

    private async Task<JoinApplication> ApplyAsync(string mobile, MyJoining.Details details, CancellationToken ct)
    {
        Done(await joining.SaveAsync(mobile, details, ct));
        foreach (var kind in QualificationRules.NeededBy(details.Kind))
        {
            using var scan = new MemoryStream(Scan);
            Done(await joining.AddPaperAsync(mobile, new(kind, "演示-0001", ChinaTime.Today(databases.Time).AddYears(3), "演示扫描件.png", scan, scan.Length), ct));
        }
        Done(await joining.SubmitAsync(mobile, ct));
        return (await joining.FindAsync(mobile, ct))!.Application;
    }

    private async Task PrintAsync(Actor wang, CancellationToken ct)
    {
        var maker = await OrgAsync(DrugMakerAtWork.Maker, ct);
        var asking = new Actor { Kind = ActorKind.Person, OrgId = maker, UserId = await MainOfAsync(maker, ct), Name = "演示·林管理", IsMain = true };
        await PrintOrdersOfTheMaker.SeedAsync(databases, enterprises, prints, asking, wang, ct);
    }

    private async Task SellAsync(Actor wang, CancellationToken ct)
    {
        await using var db = databases.OpenPlatform();
        var maker = await OrgAsync(DrugMakerAtWork.Maker, ct);
        var packages = await db.Set<ServicePackage>().ToDictionaryAsync(x => x.Name, x => x.Id, ct);
        var today = ChinaTime.Today(databases.Time);
        var grant = new GrantPackages(databases);
        Done(await grant.RunAsync(wang, new(maker, new HashSet<long> { packages["高级版服务包"], packages["新版数据中心"] }, today.AddDays(-60), today.AddDays(304), "演示合同 0001"), ct));
        Done(await grant.RunAsync(wang, new(maker, new HashSet<long> { packages["M2C服务包"] }, today.AddDays(-359), today.AddDays(5), "演示合同 0002"), ct));

        var asking = new Actor { Kind = ActorKind.Person, OrgId = maker, UserId = await MainOfAsync(maker, ct), Name = "演示·林管理", IsMain = true };
        Done(await apply.RunAsync(asking, packages["快易通接口"], "希望把仓库系统的出入库单直接上传。", ct));
    }

    /// <summary>The drug maker's production licence ends soon; the wholesaler's is waiting to be reviewed.</summary>
    private async Task ShowPapersAsync(Actor wang, CancellationToken ct)
    {
        var today = ChinaTime.Today(databases.Time);
        var maker = await OrgAsync(DrugMakerAtWork.Maker, ct);
        await PaperAsync(wang, maker, "演示·林管理", QualificationKind.BusinessLicence, "演示-营-0001", null, ct);
        await PaperAsync(wang, maker, "演示·林管理", QualificationKind.DrugManufacture, "演示-生-0001", today.AddDays(20), ct);
        await PaperAsync(wang, maker, "演示·林管理", QualificationKind.LegalPersonIdentity, "演示-证-0001", today.AddYears(8), ct);
        var wholesaler = await OrgAsync(DrugMakerAtWork.Wholesaler, ct);
        await PaperAsync(wang, wholesaler, "演示·陈商务", QualificationKind.BusinessLicence, "演示-营-0002", null, ct);
        await PaperAsync(null, wholesaler, "演示·陈商务", QualificationKind.DrugTrade, "演示-经-0002", today.AddYears(5), ct);
    }

    /// <param name="reviewer">Null leaves it on the desk.</param>
    private async Task PaperAsync(Actor? reviewer, long orgId, string name, QualificationKind kind, string number, DateOnly? until, CancellationToken ct)
    {
        var main = new Actor { Kind = ActorKind.Person, OrgId = orgId, UserId = await MainOfAsync(orgId, ct), Name = name, IsMain = true };
        using var scan = new MemoryStream(Scan);
        var file = Value(await files.ReceiveAsync(main, QualificationFile.Purpose, "演示扫描件.png", scan, scan.Length, ct));
        Done(await renew.RunAsync(main, new(kind, number, until, file), ct));
        if (reviewer is null)
            return;
        await using var db = databases.Open(reviewer);
        var paper = await db.Set<Qualification>().AsNoTracking().SingleAsync(x => x.OrgId == orgId && x.Kind == kind, ct);
        Done(await review.RunAsync(reviewer, paper.Id, paper.Version, reason: null, ct));
    }

    private async Task<long> OrgAsync(string name, CancellationToken ct)
    {
        await using var db = databases.OpenPlatform();
        return await db.Set<Org>().Where(x => x.Name == name).Select(x => x.Id).SingleAsync(ct);
    }

    private async Task<long> MainOfAsync(long orgId, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(orgId));
        return await db.Set<User>().Where(x => x.IsMain).Select(x => x.Id).SingleAsync(ct);
    }

    private static void Done(Outcome outcome)
    {
        if (!outcome.IsDone)
            throw new InvalidOperationException(outcome.Refusal!.Text);
    }

    private static long Value(Outcome<long> outcome) => outcome.IsDone ? outcome.Value : throw new InvalidOperationException(outcome.Refusal!.Text);
}
