using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Codes;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.People;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Demo.Scenes;

/// <summary>A drug maker that has been at work for a week, with its main account and two colleagues, and a second enterprise that must never see any of it.</summary>
public sealed class DrugMakerAtWork(AppDbFactory databases, PermissionTree tree, FileStore files, IDataProtectionProvider protection, IOptions<CodesOptions> codes)
{
    public const string Maker = "云杉示例制药有限公司";
    public const string Wholesaler = "青禾示例医药有限公司";

    private const string Main = "演示·林管理";

    public static readonly IReadOnlyList<DemoWorld.Login> Logins =
    [
        new("yunshan", $"{Maker}（主账号）"),
        new("zhiliang", $"{Maker}（质量负责人，可查看审计日志）"),
        new("cangku", $"{Maker}（出入库管理员）"),
        new("qinghe", $"{Wholesaler}（主账号）"),
    ];

    public async Task SeedAsync(string password, CancellationToken ct)
    {
        var opening = DaysAgo(6, hour: 9);
        var maker = Opened(await new OpenEnterprise(opening).RunAsync(new(Maker, OrgKind.Manufacturer, CodeOf("91000000DEM000010")), new("yunshan", Main, password, MustChangePassword: false), ct));
        var system = Actor.System(maker, "演示数据");
        var quality = await DepartmentAsync(opening, system, "质量部", null, ct);
        await DepartmentAsync(opening, system, "检验科", quality, ct);
        var storage = await DepartmentAsync(opening, system, "仓储部", null, ct);
        await DepartmentAsync(opening, system, "市场部", null, ct);
        var zhou = await PersonAsync(5, system, "zhiliang", "演示·周质量", RolePresets.Quality, quality, password, ct);
        var wu = await PersonAsync(5, system, "cangku", "演示·吴仓库", RolePresets.Warehouse, storage, password, ct);
        await KeepProfilesAsync(maker, zhou, wu, password, ct);
        await CertificatesAsync(system, quality, storage, ct);
        await DrugsOfTheMaker.SeedAsync(DaysAgo(4, hour: 13), files, new Actor { Kind = ActorKind.System, OrgId = maker, UserId = zhou, Name = "演示·周质量" }, ct);
        await MerchantsOfTheMaker.SeedAsync(DaysAgo(3, hour: 9), system, ct);
        await PackagesOfTheMaker.SeedAsync(DaysAgo(2, hour: 10), protection, codes, files, system, ct);
        await BatchesOfTheMaker.SeedAsync(DaysAgo(1, hour: 15), system, ct);

        Opened(await new OpenEnterprise(DaysAgo(3, hour: 14)).RunAsync(new(Wholesaler, OrgKind.Wholesaler, CodeOf("91000000DEM000020")), new("qinghe", "演示·陈商务", password, MustChangePassword: false), ct));
    }

    /// <summary>The week's small changes, so that the workbench and the audit log show what they are for.</summary>
    private async Task KeepProfilesAsync(long maker, long zhou, long wu, string password, CancellationToken ct)
    {
        (int DaysAgo, int Hour, long User, string Name, SaveProfile.Changes Changes)[] week =
        [
            (5, 11, zhou, "演示·周质量", new(0, "演示·周质量", null, null, "质量部")),
            (4, 9, wu, "演示·吴仓库", new(0, "演示·吴仓库", null, null, "仓储部")),
            (4, 15, zhou, "演示·周质量", new(1, "演示·周质量", "10000000001", null, "质量部")),
            (3, 10, wu, "演示·吴仓库", new(1, "演示·吴仓库", "10000000002", null, "仓储部")),
            (3, 16, zhou, "演示·周质量", new(2, "演示·周质量", "10000000001", "zhou@example.com", "质量部")),
            (2, 9, wu, "演示·吴仓库", new(2, "演示·吴仓库", "10000000002", "wu@example.com", "仓储部")),
            (2, 14, zhou, "演示·周质量", new(3, "演示·周质量", "10000000001", "zhou@example.com", "质量负责人")),
            (1, 11, wu, "演示·吴仓库", new(3, "演示·吴仓库", "10000000002", "wu@example.com", "出入库管理员")),
        ];
        foreach (var (daysAgo, hour, user, name, changes) in week)
        {
            var actor = new Actor { Kind = ActorKind.Person, OrgId = maker, UserId = user, Name = name };
            var then = DaysAgo(daysAgo, hour);
            var saved = await new SaveProfile(then, new(then.Time)).RunAsync(actor, changes with { CurrentPassword = password }, ct);
            if (!saved.IsDone)
                throw new InvalidOperationException(saved.Refusal!.Text);
        }
    }

    /// <summary>One of each kind, of which one ends soon. Their keys are thrown away: nobody can sign in with them.</summary>
    private async Task CertificatesAsync(Actor system, long quality, long storage, CancellationToken ct)
    {
        var then = DaysAgo(2, hour: 11);
        var change = new ChangePerson(then, tree);
        var reader = Opened(await new AddCertificate(then).RunAsync(system, Invented("演示·质量审阅证书", "5000000000000017", years: 2), null, null, ct));
        var roles = await RoleAsync(then, system, RolePresets.Quality, ct);
        Done(await change.RunAsync(system, reader, 0, new("演示·质量审阅证书", null, null, null, quality, [roles]), ct));
        var client = Opened(await new AddCertificate(then).RunAsync(system, Invented("演示·仓库旧证书", "3000000000000028", years: 0), null, null, ct));
        Done(await new PlaceCertificate(change).RunAsync(system, client, 0, new("演示·仓库旧证书", null, null, null, storage, [await RoleAsync(then, system, RolePresets.Warehouse, ct)]), ct));
        Opened(await new AddCertificate(then).RunAsync(system, Invented("演示·待分配证书", "5000000000000039", years: 3), null, null, ct));
    }

    /// <param name="years">0 for one that ends in twenty days.</param>
    private CertificateFacts Invented(string name, string number, int years)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var asked = new CertificateRequest($"CN={name}, SERIALNUMBER={number}, O={Maker}, C=CN", key, HashAlgorithmName.SHA256);
        var now = databases.Time.GetUtcNow();
        using var certificate = asked.CreateSelfSigned(now.AddMonths(-10), years == 0 ? now.AddDays(20) : now.AddYears(years));
        return CertificateFacts.Read(certificate.RawData).Value;
    }

    private static async Task<long> DepartmentAsync(AppDbFactory then, Actor system, string name, long? parent, CancellationToken ct) =>
        Opened(await new SaveDepartment(then).RunAsync(system, new(null, 0, name, parent), ct));

    private async Task<long> PersonAsync(int daysAgo, Actor system, string signInName, string name, RolePresets preset, long department, string password, CancellationToken ct)
    {
        var then = DaysAgo(daysAgo, hour: 10);
        var role = await RoleAsync(then, system, preset, ct);
        var added = await new AddPerson(then, tree).RunAsync(system, new(signInName, new(name, null, null, null, department, [role]), password, password, MustChangePassword: false), ct);
        return added.IsDone ? added.Value.Id : throw new InvalidOperationException(added.Refusal!.Text);
    }

    private static async Task<long> RoleAsync(AppDbFactory then, Actor system, RolePresets preset, CancellationToken ct)
    {
        var name = Labels.Of(preset);
        await using var db = then.Open(system);
        return await db.Set<Role>().Where(x => x.Name == name).Select(x => x.Id).SingleAsync(ct);
    }

    /// <summary>The database on that day, at that hour in China.</summary>
    private AppDbFactory DaysAgo(int days, int hour)
    {
        var day = ChinaTime.Today(databases.Time).AddDays(-days);
        return databases.At(new PastTime(ChinaTime.ToUtc(day.ToDateTime(new TimeOnly(hour, 5 * days)))));
    }

    private static void Done(Outcome outcome)
    {
        if (!outcome.IsDone)
            throw new InvalidOperationException(outcome.Refusal!.Text);
    }

    internal static string CodeOf(string firstSeventeen) => firstSeventeen + CreditCode.CheckCharacter(firstSeventeen);

    private static long Opened(Outcome<long> outcome) => outcome.IsDone ? outcome.Value : throw new InvalidOperationException(outcome.Refusal!.Text);
}
