using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Codes.Packages;
using Yaosu.Demo.Scenes;
using Yaosu.Orgs;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui;
using Yaosu.Server.Hosting;
using Yaosu.Tests.Support;

namespace Yaosu.Benchmarks.Circuits;

/// <summary>The console's host, put together as its own program does, in a process that does as it is told: a line in is an order, a line out that begins
/// with <see cref="Answer"/> is the answer.</summary>
internal sealed class MeasuredHost(WebApplication app, long maker)
{
    internal const string Verb = "measured-host";
    internal const string Answer = "> ";

    /// <summary>A page without anything, to see what a circuit costs before it shows something.</summary>
    internal const string EmptyPath = "/benchmark/empty";

    /// <summary>Two letters, through all that the host does for every request.</summary>
    internal const string PlainPath = "/benchmark/plain";

    /// <summary>Addresses of codes that consumers may scan, a line each.</summary>
    internal const string CodesPath = "/benchmark/codes";

    private const int Codes = 2_000;

    internal const string Heap = "heap";
    internal const string Processor = "cpu";
    internal const string Change = "change";

    internal static async Task<int> RunAsync(string dataFolder)
    {
        (CultureInfo.DefaultThreadCurrentCulture, CultureInfo.DefaultThreadCurrentUICulture) = (RadzenTexts.Culture, RadzenTexts.Culture);
        string[] settings =
        [
            $"--applicationName={typeof(YaosuHost).Assembly.GetName().Name}",
            $"--{DataFolder.Key}={dataFolder}",
            $"--{FirstStart.DemoKey}=true",
            $"--{FirstStart.DemoPasswordKey}={HostProcess.DemoPassword}",
            "--Urls=http://127.0.0.1:0",
            // All pages are one person's; a few hundred people would each have fewer.
            "--Circuits:PerPerson=1000",
            "--Logging:Format=text",
            "--Serilog:MinimumLevel:Default=Error",
        ];
        var builder = YaosuHost.CreateBuilder(settings);
        await using var database = ProductDatabase.Choose(builder.Configuration, builder.Environment);
        await using var app = YaosuHost.Build(builder, database);
        await database.OpenAsync(CancellationToken.None);
        app.UseYaosu();
        app.MapGet(EmptyPath, () => new RazorComponentResult<EmptyDocument>());
        app.MapGet(PlainPath, () => "ok").AllowAnonymous();
        app.MapGet(CodesPath, () => CodesAsync(app)).AllowAnonymous();

        await DatabaseMigrator.MigrateAsync(app.Services.GetRequiredService<AppDbFactory>());
        await FirstStart.RunAsync(app.Services, app.Configuration, app.Environment);
        await app.StartAsync();
        Console.WriteLine(Answer + app.Urls.First());
        await new MeasuredHost(app, await MakerAsync(app)).ObeyAsync();
        await app.StopAsync();
        return 0;
    }

    /// <summary>Until the other end is closed.</summary>
    private async Task ObeyAsync()
    {
        while (await Console.In.ReadLineAsync() is { } order)
        {
            var answer = order switch
            {
                Heap => HeapAfterCollection(),
                Processor => (long)Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds,
                Change => await ChangeAsync(),
                _ => throw new ArgumentException($"Unknown order: {order}"),
            };
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Answer}{answer}"));
        }
    }

    private static long HeapAfterCollection()
    {
        // What finalizers let go is garbage only for the next collection.
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>A line in the enterprise's audit log, as any act of its people leaves.</summary>
    /// <returns>When the act began, on a clock that all processes of the machine share.</returns>
    private async Task<long> ChangeAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        await using var db = app.Services.GetRequiredService<AppDbFactory>().Open(Actor.System(maker));
        db.Record(OrgsActions.ProfileChanged, new AuditObject(nameof(Org), maker, DrugMakerAtWork.Maker));
        await db.SaveChangesAsync();
        return start;
    }

    private static async Task<string> CodesAsync(WebApplication app)
    {
        var actor = Actor.System(await MakerAsync(app));
        var largest = (await app.Services.GetRequiredService<PackageList>().RunAsync(actor, new(Kind: PackageKind.ThreeLevels), new() { Sort = "total" })).Value.Rows[0];
        using var text = new StreamReader((await app.Services.GetRequiredService<DownloadPackage>().OpenAsync(actor, largest.Id, isBeginning: true)).Value.Text);
        return string.Join('\n', (await text.ReadToEndAsync()).TrimEnd().Split("\r\n").Skip(1).Take(Codes).Select(line => new Uri(line.Split(',').Single(cell => cell.StartsWith("http", StringComparison.Ordinal))).AbsolutePath));
    }

    private static async Task<long> MakerAsync(WebApplication app)
    {
        await using var db = app.Services.GetRequiredService<AppDbFactory>().OpenPlatform();
        return await db.Set<Org>().Where(org => org.Name == DrugMakerAtWork.Maker).Select(org => org.Id).SingleAsync();
    }
}
