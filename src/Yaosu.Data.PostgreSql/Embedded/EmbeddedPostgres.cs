using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using Yaosu.Platform.Hosting;

namespace Yaosu.Data.PostgreSql.Embedded;

/// <summary>
/// A PostgreSQL that the host starts, watches and stops. Several hosts may share one data folder: the first starts the server, the others attach, the
/// last to stop ends it. A host that dies hard leaves the server running; the next host attaches to it (docs/adr/0003).
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    const string ClusterName = "cluster";
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    readonly EmbeddedPostgresOptions _options;
    readonly ILogger _logger;
    readonly HostLeases _leases;
    readonly CancellationTokenSource _stopping = new();
    readonly SemaphoreSlim _once = new(1, 1);
    Cluster _cluster = null!;
    PostgresBinaries? _binaries;
    Task _watching = Task.CompletedTask;
    volatile Postmaster? _postmaster;
    int? _port;
    bool _stopped;

    EmbeddedPostgres(EmbeddedPostgresOptions options, ILogger logger, string dataFolder)
    {
        (_options, _logger, DataFolder) = (options, logger, dataFolder);
        _leases = new(dataFolder);
    }

    /// <summary>For <see cref="EmbeddedPostgresOptions.DatabaseName"/>. Stays the same for the life of this host.</summary>
    public string ConnectionString { get; private set; } = "";

    public string DataFolder { get; }

    /// <summary>False when another process had started the server.</summary>
    public bool StartedHere { get; private set; }

    public bool IsRunning => _postmaster is not null;

    /// <summary>Of the server, such as "18.4".</summary>
    public string Version { get; private set; } = "";

    /// <summary>The server died and is back: pooled connections are dead.</summary>
    public event Action? Restarted;

    /// <exception cref="StartRefusedException">With a sentence for the person who starts the host.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct)
    {
        EmbeddedPostgres? server = null;
        try
        {
            server = new(options, logger, Cluster.MakeDataFolder(options.DataFolder));
            await server.OpenAsync(ct);
            return server;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            await EndAsync();
            throw EmbeddedPostgresRefusals.FolderRefused(options.DataFolder, refused);
        }
        catch
        {
            await EndAsync();
            throw;
        }

        ValueTask EndAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    /// <summary>Copies the running server's data; hosts go on writing. See <see cref="OnlineCopy"/> for the two ways to put a file.</summary>
    public Task<OnlineCopyResult> CopyOnlineAsync(Func<string, string, Task> copyFile, Func<string, byte[], Task> writeFile, CancellationToken ct) =>
        OnlineCopy.RunAsync(ConnectionString, _cluster.Folder, copyFile, writeFile, ct);

    /// <summary>Whether a host uses the folder or a server runs on it.</summary>
    public static async Task<bool> IsInUseAsync(string dataFolder, CancellationToken ct)
    {
        if (!Directory.Exists(dataFolder))
            return false;
        using var alone = await HostLeases.LockAsync(dataFolder, TimeSpan.FromSeconds(10), ct);
        return alone is null || new HostLeases(dataFolder).AnyOther() || (HasData(dataFolder) && (await Cluster.OpenAsync(dataFolder, ct)).Running() is not null);
    }

    /// <summary>Whether the folder holds a database.</summary>
    public static bool HasData(string dataFolder) => Directory.Exists(Path.Combine(dataFolder, ClusterName)) || new DirectoryInfo(Path.Combine(dataFolder, ClusterName)).LinkTarget is not null;

    /// <summary>Puts a copy of a cluster where a host will find it; the folder must not hold one. <paramref name="fill"/> gets the folder to fill.</summary>
    public static async Task PlaceAsync(string dataFolder, Func<string, Task> fill)
    {
        var folder = Cluster.MakeDataFolder(dataFolder);
        // As with a new cluster: cut short, it leaves nothing that looks like data.
        var making = Path.Combine(folder, $"cluster.new-{Guid.NewGuid():n}");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(making);
        else
            Directory.CreateDirectory(making, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            await fill(making);
            Directory.Move(making, Path.Combine(folder, ClusterName));
        }
        catch
        {
            Directory.Delete(making, recursive: true);
            throw;
        }
    }

    /// <summary>Leaves the server; ends it (fast shutdown: open transactions are rolled back) when no other host uses it.</summary>
    public async Task StopAsync()
    {
        await _once.WaitAsync(CancellationToken.None);
        try
        {
            if (_stopped)
                return;
            _stopped = true;
            await _stopping.CancelAsync();
            await _watching;
            await LeaveAsync();
            _postmaster = null;
        }
        finally
        {
            _once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
        _once.Dispose();
    }

    async Task OpenAsync(CancellationToken ct)
    {
        using (await HostLeases.LockAsync(DataFolder, _options.StartTimeout, ct) ?? throw EmbeddedPostgresRefusals.BusyStarting(DataFolder))
        {
            // Before the server starts, so that an attempt that is given up half-way also ends what it started.
            _leases.Take();
            var before = Stopwatch.GetTimestamp();
            StartedHere = await EnsureRunningAsync(mayCreate: true, ct);
            await MakeDatabaseAsync(ct);
            _logger.LogInformation("Embedded PostgreSQL {Version} {How} in {Milliseconds:0} ms, data in {Folder}", Version, StartedHere ? "started" : "attached",
                Stopwatch.GetElapsedTime(before).TotalMilliseconds, _cluster.Folder);
        }
        _watching = WatchAsync();
    }

    /// <param name="mayCreate">Not while hosts run: data that vanished under them must come back, an empty database in their place would look like a loss.</param>
    /// <returns>False when a server was running already.</returns>
    async Task<bool> EnsureRunningAsync(bool mayCreate, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        _cluster = await Cluster.OpenAsync(DataFolder, ct);
        while (_cluster.Running() is { } running)
        {
            if (running.IsReady)
            {
                Use(running);
                return false;
            }
            if (Stopwatch.GetElapsedTime(since) > _options.StartTimeout)
                throw EmbeddedPostgresRefusals.StillRecovering(_cluster.Folder, _options.StartTimeout);
            await Task.Delay(50, ct);
        }
        if (_cluster.MajorVersion is null && !mayCreate)
            throw EmbeddedPostgresRefusals.DataVanished(_cluster.Folder);
        var binaries = await BinariesAsync(ct);
        if (_cluster.MajorVersion is null)
            await _cluster.CreateAsync(binaries, _options.Throwaway, ct);
        await StartServerAsync(binaries, since, ct);
        return true;
    }

    async Task<PostgresBinaries> BinariesAsync(CancellationToken ct) =>
        _binaries ??= await PostgresBinaries.FindAsync(_options with { DataFolder = _cluster.Folder }, _cluster.MajorVersion, _cluster.Account, ct);

    async Task StartServerAsync(PostgresBinaries binaries, long since, CancellationToken ct)
    {
        var log = Path.Combine(_cluster.Folder, "start.log");
        while (true)
        {
            var left = _options.StartTimeout - Stopwatch.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
                throw EmbeddedPostgresRefusals.StillRecovering(_cluster.Folder, _options.StartTimeout);
            Postmaster.DisownLeftover(_cluster.Folder);
            File.Delete(log);
            var settings = string.Join(' ', Settings(_cluster.MakeSocketFolder()).Select(setting => $"-c {Quote($"{setting.Name}={setting.Value}")}"));
            // pg_ctl puts the server into a session of its own: a Ctrl+C in the terminal must not reach it before the host has finished with it.
            // The folder goes in by environment because pg_ctl would quote it for the shell without escaping.
            var started = await Programs.RunAsync(binaries.PgCtl,
                ["start", "--wait", $"--timeout={Math.Ceiling(left.TotalSeconds):0}", "--silent", "--log=start.log", $"--options=-D {Quote(_cluster.Folder)} {settings}"],
                _cluster.Folder, _cluster.Account, ct, new() { ["PGDATA"] = _cluster.Folder });
            if (started.Succeeded && _cluster.Running() is { } running)
            {
                Use(running);
                return;
            }
            if (_cluster.Running() is not null)
                throw EmbeddedPostgresRefusals.StillRecovering(_cluster.Folder, _options.StartTimeout);
            var said = (File.Exists(log) ? await File.ReadAllTextAsync(log, ct) : "") + started.Output;
            // Children of a killed server take a moment to notice that it is gone.
            if (!said.Contains("is still in use", StringComparison.Ordinal))
                throw EmbeddedPostgresRefusals.ServerFailed(_cluster.Folder, Programs.Tail(LastServerLines() + said));
            await Task.Delay(200, ct);
        }
    }

    IEnumerable<(string Name, string Value)> Settings(string socketFolder)
    {
        if (OperatingSystem.IsWindows())
        {
            yield return ("listen_addresses", "127.0.0.1");
            yield return ("port", (_port ??= FreePort()).ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            yield return ("listen_addresses", "");
            yield return ("port", "5432");
            yield return ("unix_socket_directories", $"\"{socketFolder.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            yield return ("unix_socket_permissions", "0700");
        }
        yield return ("max_connections", _options.MaxConnections.ToString(CultureInfo.InvariantCulture));
        yield return ("shared_buffers", _options.SharedBuffers);
        yield return ("effective_cache_size", _options.EffectiveCacheSize);
        yield return ("work_mem", _options.WorkMem);
        yield return ("maintenance_work_mem", _options.MaintenanceWorkMem);
        yield return ("max_wal_size", _options.MaxWalSize);
        yield return ("fsync", _options.Throwaway ? "off" : "on");
        yield return ("full_page_writes", _options.Throwaway ? "off" : "on");
        yield return ("synchronous_commit", "on");
        // Statements are short, and for disks without a moving head.
        yield return ("jit", "off");
        yield return ("random_page_cost", "1.1");
        yield return ("timezone", "UTC");
        // One file per weekday. Statements and key values are personal data and stay out.
        yield return ("logging_collector", "on");
        yield return ("log_filename", "postgresql-%a.log");
        yield return ("log_rotation_age", "1d");
        yield return ("log_truncate_on_rotation", "on");
        yield return ("log_timezone", "UTC");
        yield return ("log_error_verbosity", "terse");
        yield return ("log_min_error_statement", "panic");
    }

    static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>pg_ctl hands its options to the shell.</summary>
    static string Quote(string text) =>
        OperatingSystem.IsWindows() ? $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    string LastServerLines()
    {
        var folder = new DirectoryInfo(Path.Combine(_cluster.Folder, "log"));
        return folder.Exists && folder.EnumerateFiles().MaxBy(file => file.LastWriteTimeUtc) is { } newest
            ? string.Join('\n', File.ReadLines(newest.FullName).TakeLast(4)) + "\n"
            : "";
    }

    void Use(Postmaster running)
    {
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = OperatingSystem.IsWindows() ? "127.0.0.1" : running.SocketFolder,
            Port = running.Port,
            Username = Cluster.User,
            Database = _options.DatabaseName,
            // Two hosts and the maintenance of both fit into max_connections.
            MaxPoolSize = Math.Max(5, (_options.MaxConnections - 20) / 2),
        };
        if (OperatingSystem.IsWindows())
            connection.Password = _cluster.Password;
        ConnectionString = connection.ConnectionString;
        _port = running.Port;
        _postmaster = running;
    }

    async Task MakeDatabaseAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        Version = connection.PostgreSqlVersion.ToString();
        await using var ask = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = _options.DatabaseName } } };
        if (await ask.ExecuteScalarAsync(ct) is not null)
            return;
#pragma warning disable CA2100 // A name can't be a parameter; it is quoted.
        await using var make = new NpgsqlCommand($"CREATE DATABASE \"{_options.DatabaseName.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
#pragma warning restore CA2100
        await make.ExecuteNonQueryAsync(ct);
    }

    async Task WatchAsync()
    {
        var failures = 0;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(LookEvery, _stopping.Token);
                if (_postmaster is { } known && _cluster.IsAlive(known))
                    continue;
                if (_postmaster is not null)
                    _logger.LogError("Embedded PostgreSQL in {Folder} is gone; starting it again", _cluster.Folder);
                _postmaster = null;
                await BringBackAsync(_stopping.Token);
                failures = 0;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                failures++;
                var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures - 1), LongestPause.TotalSeconds));
                _logger.LogError("Embedded PostgreSQL did not start again, next try in {Pause}: {Reason}", pause, failure.Message);
                await Task.Delay(pause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task BringBackAsync(CancellationToken ct)
    {
        var before = ConnectionString;
        using (await HostLeases.LockAsync(DataFolder, _options.StartTimeout, ct) ?? throw EmbeddedPostgresRefusals.BusyStarting(DataFolder))
            StartedHere |= await EnsureRunningAsync(mayCreate: false, ct);
        if (ConnectionString != before)
            _logger.LogWarning("Embedded PostgreSQL came back under another address; restart the host to use it");
        _logger.LogWarning("Embedded PostgreSQL is running again");
        Restarted?.Invoke();
    }

    async Task LeaveAsync()
    {
        if (!_leases.AreTaken)
            return;
        try
        {
            using var alone = await HostLeases.LockAsync(DataFolder, _options.StartTimeout, CancellationToken.None);
            _leases.Release();
            if (alone is null || _cluster is null || _leases.AnyOther() || _cluster.Running() is null)
                return;
            var binaries = await BinariesAsync(CancellationToken.None);
            var ended = await Programs.RunAsync(binaries.PgCtl, ["stop", "--mode=fast", "--wait", "--timeout=60"], _cluster.Folder, _cluster.Account, CancellationToken.None,
                new() { ["PGDATA"] = _cluster.Folder });
            if (!ended.Succeeded)
            {
                _logger.LogError("Embedded PostgreSQL did not stop: {Reason}", ended.LastLines);
                return;
            }
            _cluster.RemoveSocketFolder();
            _logger.LogInformation("Embedded PostgreSQL stopped");
        }
        catch (Exception failure)
        {
            // The host is on its way out; a server that stays is picked up by the next start.
            _logger.LogError(failure, "Embedded PostgreSQL could not be stopped");
        }
    }
}
