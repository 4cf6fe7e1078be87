using Microsoft.Extensions.Logging.Abstractions;
using Serilog.Extensions.Logging;
using Yaosu.Data.PostgreSql;
using Yaosu.Data.PostgreSql.Embedded;
using Yaosu.Data.SqlServer;
using Yaosu.Platform.Data;
using Yaosu.Platform.Hosting;

namespace Yaosu.Server.Hosting;

/// <summary>The database that the settings ask for: <c>Database:Provider</c> = Embedded, PostgreSql or SqlServer.</summary>
public sealed class ProductDatabase : IAsyncDisposable
{
    public const string ProviderKey = "Database:Provider";
    public const string ConnectionKey = "Database:ConnectionString";

    private readonly EmbeddedPostgres? _embedded;

    private ProductDatabase(IDatabaseEngine engine, EmbeddedPostgres? embedded)
    {
        Engine = engine;
        _embedded = embedded;
    }

    public IDatabaseEngine Engine { get; }

    /// <summary>Null when the database is somebody else's server.</summary>
    public EmbeddedPostgres? Embedded => _embedded;

    public static async Task<ProductDatabase> OpenAsync(IConfiguration settings, IHostEnvironment environment, CancellationToken ct = default)
    {
        var provider = settings[ProviderKey] ?? "Embedded";
        switch (provider.ToUpperInvariant())
        {
            case "EMBEDDED":
                ILogger log = Serilog.Log.Logger is { } serilog ? new SerilogLoggerFactory(serilog).CreateLogger<EmbeddedPostgres>() : NullLogger.Instance;
                var embedded = await EmbeddedPostgres.StartAsync(EmbeddedOptions(settings, environment), log, ct);
                return new(new PostgreSqlEngine(embedded.ConnectionString), embedded);
            case "POSTGRESQL":
                return new(Checked(() => new PostgreSqlEngine(ConnectionString(settings, provider))), null);
            case "SQLSERVER":
                return new(Checked(() => new SqlServerEngine(ConnectionString(settings, provider))), null);
            default:
                throw new StartRefusedException($"配置项 {ProviderKey} 的值“{provider}”无效：只能是 Embedded、PostgreSql 或 SqlServer。");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Engine is IAsyncDisposable engine)
            await engine.DisposeAsync();
        if (_embedded is not null)
            await _embedded.DisposeAsync();
    }

    internal static EmbeddedPostgresOptions EmbeddedOptions(IConfiguration settings, IHostEnvironment environment) => new()
    {
        DataFolder = settings[$"{EmbeddedPostgresOptions.Section}:DataFolder"] is { Length: > 0 } folder
            ? Path.GetFullPath(folder, environment.ContentRootPath)
            : Path.Combine(DataFolder.Of(settings, environment), "postgres"),
        BinFolder = settings[$"{EmbeddedPostgresOptions.Section}:BinFolder"],
    };

    private static string ConnectionString(IConfiguration settings, string provider) =>
        settings[ConnectionKey] is { Length: > 0 } text
            ? text
            : throw new StartRefusedException($"缺少配置项 {ConnectionKey}：{ProviderKey} 为 {provider} 时必须填写数据库连接串。");

    private static IDatabaseEngine Checked(Func<IDatabaseEngine> open)
    {
        try
        {
            return open();
        }
        catch (ArgumentException e)
        {
            throw new StartRefusedException($"配置项 {ConnectionKey} 无法识别：{e.Message}");
        }
    }
}
