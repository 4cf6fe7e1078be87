using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Batches.Binding;
using Yaosu.Batches.Registry;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Packages;
using Yaosu.Codes.PrintOrders;
using Yaosu.Codes.Products;
using Yaosu.Codes.Rules;
using Yaosu.Drugs.Registry;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.ApiKeys;
using Yaosu.Orgs.AuditLog;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.People;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Tests.Drugs;
using Yaosu.Tests.Hosting;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Access;

/// <summary>T-03: every address with an id, asked for by an administrator of another enterprise with ids that are there. It is answered like an id that nobody has,
/// without a word of theirs, and their rows stay as they are. An address that is added and whose id this test can't fill fails here with its name. (Pages are drawn by
/// circuits: what those show is asked for by the end-to-end suite; here it is their first answer.)</summary>
[PostgreSqlOnly("The host opens the database by its connection string.")]
public sealed class CrawlTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Canary = "金丝雀";
    private const string Password = "一个足够长的密码";
    private const string Nobodys = "9007199254740991";

    /// <summary>What stands in these addresses is nobody's.</summary>
    private static readonly string[] WithoutOwner =
    [
        "/api/v1/codes/{code}", // a code; the key says whose must be its owner
        "/c/{merchant}/{**code}", // a code that consumers hold in their hands
        "/c/{merchant}/{code}/pictures/{file:long}",
        "/error/{Status:int}", // the number of an answer
        "/help/{Name}", // the name of an article
        "/imports/{code}/template", // the name of an import
        "/sign-in/qr/{Id}", // a code that a browser was given before anybody is known
        "/sign-in/qr/{id}/stage",
        "/sign-in/external/{Provider}", // names of the settings, the same for everybody
        "/sign-in/external/{Provider}/callback",
    ];

    private readonly string _folder = HostProcess.NewDataFolder();
    private readonly AppDbFactory _databases = database.Databases.At(TimeProvider.System);
    private HostInside _host = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        _host = await HostInside.StartAsync(database, _folder, HostInside.FreePort(), ("Jobs:Concurrency", "0"), ("Codes:ScanUrl", "https://m.example.com"));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        HostProcess.Remove(_folder);
    }

    [Fact]
    public async Task Ids_of_another_enterprise_are_answered_like_ids_that_nobody_has()
    {
        var (theirs, ids) = await SeedAsync();
        await OpenAsync("crawler", "爬虫示例企业", "91CRAWL00000000B1");
        var addresses = AddressesWithIds(_host.Services.GetRequiredService<EndpointDataSource>()).ToList();
        addresses.Select(address => address.Template).Should().Contain(WithoutOwner, "what is gone leaves that list");
        addresses.RemoveAll(address => WithoutOwner.Contains(address.Template));
        addresses.Should().HaveCountGreaterThan(15);
        addresses.Select(address => address.Template).Except(ids.Keys).Should().BeEmpty("this test must have an id for every address that takes one");
        ids.Keys.Except(addresses.Select(address => address.Template)).Should().BeEmpty("what is gone leaves this list too");

        using var crawler = new Visitor(_host.Console);
        using (await crawler.SignInAsync("crawler", Password))
            crawler.Cookies.Should().ContainKey("__Host-yaosu");
        var before = await ChecksumAsync(theirs);
        var wrong = new List<string>();
        foreach (var (template, method, isPage) in addresses)
        {
            var (status, body, place) = await AskAsync(crawler, method, ids[template].Theirs);
            var nobody = await AskAsync(crawler, method, ids[template].Nobodys);
            if (status != nobody.Status || place?.Split('?')[0] != nobody.Place?.Split('?')[0] || !(isPage ? IsEmptyPage(method, status) || !ids[template].MayOpen : status == 404))
                wrong.Add($"{method} {template}: {status} {place}, and {nobody.Status} {nobody.Place} for an id that nobody has");
            if (body.Contains(Canary, StringComparison.Ordinal))
                wrong.Add($"{method} {template}: tells what is theirs");
        }
        wrong.Should().BeEmpty();
        (await ChecksumAsync(theirs)).Should().BeEquivalentTo(before);
    }

    /// <summary>Drawn by a circuit later, or not there; a form that the page doesn't have is a bad request, whatever the id.</summary>
    private static bool IsEmptyPage(string method, int status) => status is 200 or 404 || (method == "POST" && status == 400);

    private static async Task<(int Status, string Body, string? Place)> AskAsync(Visitor visitor, string method, string path)
    {
        using var answer = await visitor.SendAsync(new(new HttpMethod(method), path) { Headers = { { "Accept", "text/html" } } });
        return ((int)answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), answer.Headers.Location?.ToString());
    }

    private static IEnumerable<(string Template, string Method, bool IsPage)> AddressesWithIds(EndpointDataSource source) => source.Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.Parameters.Any(parameter => !parameter.IsCatchAll) && endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => ("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), method, endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)))
        .Distinct();

    private async Task<long> OpenAsync(string name, string org, string code) =>
        (await new OpenEnterprise(_databases).RunAsync(new(org, OrgKind.Manufacturer, code), new(name, Canary, Password, MustChangePassword: false))).Value;

    private sealed record Filled(string Theirs, string Nobodys, bool MayOpen = true);

    private async Task<(long Org, Dictionary<string, Filled> Ids)> SeedAsync()
    {
        var org = await OpenAsync("canary", Canary + "企业", "91CRAWL00000000A1");
        var system = Actor.System(org, Canary);
        var services = _host.Services;
        var unit = (await new SaveDepartment(_databases).RunAsync(system, new(null, 0, Canary + "部", null))).Value;
        await using var db = _databases.Open(system);
        var main = await db.Set<User>().SingleAsync();
        var role = await db.Set<Role>().Select(x => x.Id).FirstAsync();
        var person = (await services.GetRequiredService<AddPerson>().RunAsync(system, new("canary_person", new(Canary, null, null, null, unit, [role]), Password, Password))).Value.Id;
        var key = (await services.GetRequiredService<SaveApiKey>().AddAsync(system, new(Canary, null, new HashSet<string> { "orgs.audit.view" }, []), 30)).Value.Id;
        var certificate = (await new AddCertificate(_databases).RunAsync(system, TestCertificates.Facts(TestCertificates.NewNumber('3'), TimeProvider.System), null, Canary)).Value;
        var drug = (await new SaveDrug(_databases).RunAsync(system, null, 0, DrugsWorld.Sartan() with { GenericName = Canary })).Value;
        var merchant = (await new SaveMerchant(_databases).RunAsync(system, null, 0, new(Canary + "商户", CodeSource.Platform, [], Canary))).Value;
        var goods = (await new SaveGoods(_databases).RunAsync(system, null, 0, new(Canary + "商品", merchant, drug, [], Canary, Canary))).Value;
        var rule = (await new SaveCodeRule(_databases).RunAsync(system, null, 0, new(Canary + "规则", merchant, 20, [new CodeSegment.Guard(Canary, CodeAlphabet.Digits, 20)]))).Value;
        var package = (await services.GetRequiredService<RequestPackage>().RunAsync(system, new(merchant, goods, [], false, true, 3, new CodesWanted.Quick(CodeAlphabet.Digits, 20)))).Value;
        (await services.GetRequiredService<MakePackage>().RunAsync(system, package, (_, _) => { })).IsDone.Should().BeTrue();
        var batch = (await new SaveBatch(_databases).RunAsync(system, null, 0, new(Canary, merchant, goods, null, null, Canary, [new(Canary, DetailKind.Text, Canary, true)]))).Value;
        (await new BindPackages(_databases).RunAsync(system, batch, [package])).IsDone.Should().BeTrue();
        var payee = Microsoft.Extensions.Options.Options.Create(new PrintPayee { Company = Canary, TaxNumber = Canary, Address = Canary, Account = Canary, Bank = Canary, Phone = Canary });
        var order = (await new PlacePrintOrder(_databases, payee, services.GetRequiredService<Yaosu.Orgs.Contracts.EnterpriseDesk>()).RunAsync(system, new(PrintProcess.Plain, [package], Canary, "13800000000", Canary, 300_000))).Value;
        var picture = await StoreAsync(system with { UserId = main.Id }, services);
        var job = db.Enqueue(ExportJob.JobKind, Canary, new ExportArguments(AuditLogExport.ExportCode, StoredJson.Write(new AuditLogFilter(UpTo: 1)), ["sequence"], ExportFormat.Csv, Canary + ".csv"));
        await db.SaveChangesAsync();
        var entry = await db.Set<AuditEntry>().Select(x => x.Sequence).FirstAsync();
        var token = (await services.GetRequiredService<DownloadLinks>().CreateAsync(system with { UserId = main.Id }, picture)).Value;
        var ids = new Dictionary<string, Filled>(StringComparer.Ordinal);
        Fill("/orgs/audit/{Sequence:long}", entry);
        Fill("/orgs/people/{Id:long}", person);
        Fill("/orgs/people/{UserId:long}/permissions", person);
        Fill("/orgs/roles/{Id:long}", role);
        Fill("/orgs/api-keys/{Id:long}", key);
        Fill("/orgs/api-keys/{Id:long}/edit", key);
        Fill("/orgs/certificates/{Id:long}", certificate);
        Fill("/orgs/certificates/{Id:long}/replace", certificate);
        Fill("/orgs/certificates/{Id:long}/place", certificate);
        Fill("/drugs/{Id:long}", drug);
        Fill("/drugs/{Id:long}/edit", drug);
        Fill("/drugs/details/{DrugId:long}", drug);
        Fill("/codes/merchants/{Id:long}", merchant);
        Fill("/codes/merchants/{Id:long}/edit", merchant);
        Fill("/codes/goods/{Id:long}", goods);
        Fill("/codes/goods/{Id:long}/edit", goods);
        Fill("/codes/rules/{Id:long}", rule);
        Fill("/codes/rules/{Id:long}/edit", rule);
        Fill("/codes/packages/{Id:long}", package);
        Fill("/codes/packages/{id:long}/codes.csv", package);
        Fill("/batches/{Id:long}", batch);
        Fill("/batches/{Id:long}/edit", batch);
        Fill("/batches/{Id:long}/packages", batch);
        Fill("/batches/{id:long}/preview", batch);
        ids["/batches/{id:long}/preview/pictures/{file:long}"] = new($"/batches/{batch}/preview/pictures/{picture}", $"/batches/{Nobodys}/preview/pictures/{picture}");
        Fill("/codes/print-orders/{Id:long}", order.Id);
        Fill("/codes/print-orders/{id:long}/sheet.pdf", order.Id);
        Fill("/ops/print-orders/{Id:long}", order.Id, mayOpen: false);
        Fill("/ops/print-orders/{id:long}/sheet.pdf", order.Id, mayOpen: false);
        ids["/ops/print-orders/{id:long}/packages/{package:long}/codes.csv"] = new($"/ops/print-orders/{order.Id}/packages/{package}/codes.csv", $"/ops/print-orders/{Nobodys}/packages/{package}/codes.csv", MayOpen: false);
        Fill("/ops/enterprises/{Id:long}", org, mayOpen: false);
        Fill("/ops/joining/{Id:long}", 1, mayOpen: false);
        Fill("/ops/main-accounts/{Id:long}", 1, mayOpen: false);
        Fill("/ops/packages/{Id:long}", 1, mayOpen: false);
        Fill("/files/{id:long}", picture);
        Fill("/my/downloads/{id:long}/file", job.Id);
        ids["/downloads/{token}"] = new(token, "/downloads/none");
        ids["/imports/{code}/{jobId:long}/refused"] = new($"/imports/orgs.people/{job.Id}/refused", $"/imports/orgs.people/{Nobodys}/refused");
        return (org, ids);

        void Fill(string template, long id, bool mayOpen = true)
        {
            var (start, end) = (template.IndexOf('{', StringComparison.Ordinal), template.IndexOf('}', StringComparison.Ordinal) + 1);
            ids[template] = new(template[..start] + id.ToString(CultureInfo.InvariantCulture) + template[end..], template[..start] + Nobodys + template[end..], mayOpen);
        }
    }

    private async Task<long> StoreAsync(Actor actor, IServiceProvider services)
    {
        await using var draft = (await services.GetRequiredService<FileStore>().BeginAsync(actor, AvatarFile.Purpose, Canary + ".png", null, CancellationToken.None)).Value;
        await draft.Bytes.WriteAsync(Yaosu.Tests.Platform.Files.SampleFiles.Png(8, 8));
        await draft.SettleAsync(CancellationToken.None);
        await using var db = _databases.Open(actor);
        await db.InTransactionAsync(() => draft.StoreAsync(db, "image/png", CancellationToken.None));
        return draft.Id;
    }

    /// <summary>Of every table that enterprises own.</summary>
    private async Task<Dictionary<string, string>> ChecksumAsync(long org)
    {
        var sums = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var db = _databases.Open(Actor.System(org));
        foreach (var entity in db.Model.GetEntityTypes().Where(entity => typeof(IOwnedByOrg).IsAssignableFrom(entity.ClrType)))
            sums[entity.ClrType.Name] = await (Task<string>)GetType().GetMethod(nameof(SumAsync), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.MakeGenericMethod(entity.ClrType).Invoke(null, [db])!;
        return sums;
    }

    private static async Task<string> SumAsync<T>(AppDb db)
        where T : class, IOwnedByOrg =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(await db.Set<T>().AsNoTracking().OrderBy(x => x.Id).ToListAsync()))));
}
