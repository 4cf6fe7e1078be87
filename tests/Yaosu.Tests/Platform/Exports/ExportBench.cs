using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Yaosu.Platform.Access;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Live;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Spreadsheets;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Exports;

/// <summary>Exports as a node runs them: real jobs, real files, on the wall clock.</summary>
internal sealed class ExportBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IHostedService _runner;

    private ExportBench(ServiceProvider services, string folder)
    {
        (_services, Folder) = (services, folder);
        _runner = services.GetServices<IHostedService>().OfType<JobRunner>().Single();
    }

    public string Folder { get; }

    public AppDbFactory Databases => _services.GetRequiredService<AppDbFactory>();

    public RequestExport Request => _services.GetRequiredService<RequestExport>();

    public FileStore Files => _services.GetRequiredService<FileStore>();

    public TService Get<TService>()
        where TService : notnull => _services.GetRequiredService<TService>();

    /// <param name="folder">Shared with another node, or null for one of its own.</param>
    public static async Task<ExportBench> StartAsync(TestDatabase database, People people, PlannedExport export, string? folder = null, Action<FileStoreOptions>? files = null)
    {
        folder ??= Path.Combine(Path.GetTempPath(), $"yaosu-exports-{Guid.NewGuid():N}");
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = folder });
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ILiveTopics>(database.Live);
        services.AddSingleton(new AppDbFactory(ProductModules.All, database.Engine, database.Live, TimeProvider.System));
        services.AddSingleton<IActorDirectory>(people);
        services.AddDataProtection();
        services.AddYaosuFiles();
        services.AddYaosuExports();
        services.AddSingleton<ExportDefinition>(export);
        services.AddSingleton(new ExportInbox("/my/downloads"));
        services.AddSingleton<JobKinds>();
        services.AddSingleton<CancelJob>();
        services.AddSingleton<RetryJob>();
        services.AddHostedService<JobRunner>();
        services.Configure<FileStoreOptions>(options =>
        {
            options.Folder = folder;
            files?.Invoke(options);
        });
        services.Configure<JobOptions>(options => (options.Poll, options.FirstRetryAfter, options.Lease, options.RenewEvery) =
            (TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(500)));
        var bench = new ExportBench(services.BuildServiceProvider(), folder);
        await bench._runner.StartAsync(CancellationToken.None);
        return bench;
    }

    public async Task<Job> JobAsync(Actor actor, long id)
    {
        await using var db = Databases.Open(actor);
        return await db.Set<Job>().AsNoTracking().SingleAsync(x => x.Id == id);
    }

    public async Task<Job> WhenAsync(Actor actor, long id, Func<Job, bool> condition)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var job = await JobAsync(actor, id);
            if (condition(job))
                return job;
            await Task.Delay(20, over.Token);
        }
    }

    public Task<Job> WhenOverAsync(Actor actor, long id) => WhenAsync(actor, id, job => job.IsOver);

    public async Task<List<StoredFile>> FilesAsync(Actor actor)
    {
        await using var db = Databases.Open(actor);
        return await db.Set<StoredFile>().AsNoTracking().Where(x => x.CreatedById == actor.UserId).ToListAsync();
    }

    public async Task<string> TextAsync(StoredFile file)
    {
        await using var bytes = Files.TryOpen(file)!;
        using var reader = new StreamReader(bytes);
        return await reader.ReadToEndAsync();
    }

    public async Task<IReadOnlyList<NotificationItem>> NotificationsAsync(Actor actor) => await new NotificationFeed(Databases, Get<ILiveTopics>()).LatestAsync(actor, 10);

    public IReadOnlyList<string> FilesOnDisk(long orgId) =>
        Directory.Exists(Path.Combine(Folder, $"{orgId}")) ? [.. Directory.EnumerateFiles(Path.Combine(Folder, $"{orgId}"), "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)!)] : [];

    public async ValueTask DisposeAsync()
    {
        await _runner.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Who there is and what he may do at the moment.</summary>
internal sealed class People : IActorDirectory
{
    private readonly Dictionary<(long OrgId, long UserId), Actor> _all = [];

    public Actor Now(Actor actor)
    {
        lock (_all)
            return _all[(actor.OrgId, actor.UserId)] = actor;
    }

    public ValueTask<Actor?> FindAsync(long orgId, long userId, CancellationToken ct = default)
    {
        lock (_all)
            return ValueTask.FromResult(_all.GetValueOrDefault((orgId, userId)));
    }
}

/// <summary>Numbers from 1 up to what the filter says, with something planted on the way.</summary>
internal sealed class PlannedExport : ExportDefinition<PlannedExport.Filter, PlannedExport.Row>
{
    public static readonly Permission Right = new("test.export", "导出测试数据", "导出。");

    public sealed record Filter(int Count, int? Pinned = null);

    public sealed record Row(int Number, string Name);

    /// <summary>Runs before each row; what it throws, the database might have thrown.</summary>
    public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>How many rows there are in the world.</summary>
    public int World { get; set; } = 1_000_000;

    public override string Code => "test.numbers";

    public override string Title => "测试数据";

    public override Permission Permission => Right;

    protected override IReadOnlyList<ExportColumn<Row>> Columns { get; } =
    [
        new("number", SpreadsheetColumn<Row>.Integer("序号", row => row.Number)),
        new("name", SpreadsheetColumn<Row>.Text("名称", row => row.Name)),
        new("odd", SpreadsheetColumn<Row>.YesNo("单数", row => row.Number % 2 == 1)),
    ];

    protected override Task<Filter> PinAsync(AppDb db, Filter filter, CancellationToken ct) => Task.FromResult(filter with { Pinned = Math.Min(World, filter.Count) });

    protected override IEnumerable<string> Conditions(Filter filter) => [$"共 {filter.Count} 个", $"实有 {filter.Pinned} 个"];

    protected override Task<long> CountAsync(AppDb db, Filter filter, CancellationToken ct) => Task.FromResult((long)filter.Pinned!);

    protected override async IAsyncEnumerable<Row> RowsAsync(AppDb db, Filter filter)
    {
        for (var i = 1; i <= filter.Pinned; i++)
        {
            await Before(i);
            yield return new(i, $"第 {i} 行");
        }
    }
}
