using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Yaosu.Platform.Access;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Imports;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Live;
using Yaosu.Platform.Preferences;
using Yaosu.Tests.Platform.Exports;
using Yaosu.Tests.Platform.Spreadsheets;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Imports;

/// <summary>Imports as a node runs them: real jobs, real files, on the wall clock.</summary>
internal sealed class ImportBench : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"yaosu-imports-{Guid.NewGuid():N}");
    private readonly ServiceProvider _services;
    private readonly IHostedService _runner;

    private ImportBench(TestDatabase database, People people, ImportDefinition import)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = _folder });
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ILiveTopics>(database.Live);
        services.AddSingleton(database.Databases.At(TimeProvider.System));
        services.AddSingleton<IActorDirectory>(people);
        services.AddDataProtection();
        services.AddYaosuFiles();
        services.AddYaosuImports();
        services.AddSingleton(import);
        services.AddSingleton<JobKinds>();
        services.AddHostedService<JobRunner>();
        services.Configure<FileStoreOptions>(options => options.Folder = _folder);
        services.Configure<JobOptions>(options => (options.Poll, options.FirstRetryAfter) = (TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(50)));
        _services = services.BuildServiceProvider();
        _runner = _services.GetServices<IHostedService>().OfType<JobRunner>().Single();
    }

    public AppDbFactory Databases => Get<AppDbFactory>();

    public TService Get<TService>()
        where TService : notnull => _services.GetRequiredService<TService>();

    public static async Task<ImportBench> StartAsync(TestDatabase database, People people, ImportDefinition import)
    {
        var bench = new ImportBench(database, people, import);
        await bench._runner.StartAsync(CancellationToken.None);
        return bench;
    }

    public async Task<long> UploadAsync(Actor actor, string csv, string name = "人员.csv")
    {
        var begun = await Get<FileStore>().BeginAsync(actor, ImportFiles.Upload, name, null, CancellationToken.None);
        await using var draft = begun.Value;
        await draft.Bytes.WriteAsync(Encoding.UTF8.GetBytes(csv));
        await draft.SettleAsync(CancellationToken.None);
        await using var db = Databases.Open(actor);
        await db.InTransactionAsync(() => draft.StoreAsync(db, "text/csv", CancellationToken.None));
        return draft.Id;
    }

    public async Task<ImportState> WhenOverAsync(Actor actor, long job)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var state = await Get<ImportProgress>().RunAsync(actor, Get<ImportDefinition>().Code, job, over.Token);
            if (state!.IsOver)
                return state;
            await Task.Delay(20, over.Token);
        }
    }

    public async Task<List<string>> NamesAsync(Actor actor)
    {
        await using var db = Databases.Open(actor);
        return await db.Set<Preference>().Where(x => x.Key.StartsWith("person:")).OrderBy(x => x.Id).Select(x => x.Key.Substring(7)).ToListAsync();
    }

    public async Task<List<ReaderTests.ReadLine>> LinesAsync(Actor actor, long fileId)
    {
        var file = await Get<FileStore>().FindAsync(actor, fileId);
        await using var bytes = Get<FileStore>().TryOpen(file!)!;
        using var copy = new MemoryStream();
        await bytes.CopyToAsync(copy);
        return await ReaderTests.ReadAsync(copy.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await _runner.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
