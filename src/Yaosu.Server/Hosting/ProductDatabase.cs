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

    private readonly EmbeddedPostgresOptions? _embeddedOptions;
    private IDatabaseEngine? _engine;
    private EmbeddedPostgres? _embedded;

    private ProductDatabase(IDatabaseEngine? engine, EmbeddedPostgresOptions? embeddedOptions) => (_engine, _embeddedOptions) = (engine, embeddedOptions);

    public IDatabaseEngine Engine => _engine ?? throw new InvalidOperationException("The database is not open yet.");

    public bool IsEmbedded => _embeddedOptions is not null;

    /// <summary>Null when the database is somebody else's server, and before it is open.</summary>
    public EmbeddedPostgres? Embedded => _embedded;

    /// <summary>Where the embedded database lives; null when the database is somebody else's server.</summary>
    public string? EmbeddedFolder => _embeddedOptions?.DataFolder;

    /// <summary>Checks the settings. Starts nothing and asks nobody.</summary>
    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    public static ProductDatabase Choose(IConfiguration settings, IHostEnvironment environment)
    {
        var provider = settings[ProviderKey] ?? "Embedded";
        return provider.ToUpperInvariant() switch
        {
            "EMBEDDED" => new(null, EmbeddedOptions(settings, environment)),
            "POSTGRESQL" => new(Checked(() => new PostgreSqlEngine(ConnectionString(settings, provider))), null),
            "SQLSERVER" => new(Checked(() => new SqlServerEngine(ConnectionString(settings, provider))), null),
            _ => throw new StartRefusedException($"配置项 {ProviderKey} 的值“{provider}”无效：只能是 Embedded、PostgreSql 或 SqlServer。"),
        };
    }

    /// <summary>Starts the embedded server, or attaches to it; another server is not asked before it is needed.</summary>
    public async Task OpenAsync(CancellationToken ct = default)
    {
        if (_embeddedOptions is null || _embedded is not null)
            return;
        ILogger log = Serilog.Log.Logger is { } serilog ? new SerilogLoggerFactory(serilog).CreateLogger<EmbeddedPostgres>() : NullLogger.Instance;
        _embedded = await EmbeddedPostgres.StartAsync(_embeddedOptions, log, ct);
        _engine = new PostgreSqlEngine(_embedded.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is IAsyncDisposable engine)
            await engine.DisposeAsync();
        if (_embedded is not null)
            await _embedded.DisposeAsync();
    }

    private static EmbeddedPostgresOptions EmbeddedOptions(IConfiguration settings, IHostEnvironment environment)
    {
        var section = settings.GetSection(EmbeddedPostgresOptions.Section);
        var options = new EmbeddedPostgresOptions { DataFolder = "" };
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException e) when (OptionsAtStart.IsUnreadable(e))
        {
            throw OptionsAtStart.Unreadable(e);
        }
        return options with
        {
            DataFolder = options.DataFolder.Length > 0 ? Path.GetFullPath(options.DataFolder, environment.ContentRootPath) : Path.Combine(DataFolder.Of(settings, environment), "postgres"),
        };
    }

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
