using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Yaosu.Data.PostgreSql.Embedded;
using Yaosu.Platform.Hosting;

namespace Yaosu.Tests.Data.Embedded;

/// <summary>Real servers on real folders, each test on its own.</summary>
public sealed class EmbeddedPostgresTests : IDisposable
{
    readonly string _folder = Path.Combine(Path.GetTempPath(), $"yaosu-test-{Guid.NewGuid():n}"[..20]);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_first_host_starts_a_server_the_second_attaches_and_the_last_ends_it()
    {
        await using var first = await StartAsync();
        first.StartedHere.Should().BeTrue();
        first.IsRunning.Should().BeTrue();
        first.Version.Should().MatchRegex(@"^\d+\.\d+");
        await ExecuteAsync(first, "CREATE TABLE seen (id int)");

        await using var second = await SecondHost.StartAsync(_folder);
        second.How.Should().Be("attached");
        second.ConnectionString.Should().Be(first.ConnectionString);

        await first.StopAsync();
        first.IsRunning.Should().BeFalse();
        (await AskAsync(second.ConnectionString, "SELECT count(*) FROM seen")).Should().Be(0L);

        var pid = ServerPid();
        await second.StopAsync();
        Postmaster.IsAlive(pid, Cluster).Should().BeFalse();
        File.Exists(PidFile).Should().BeFalse("the server was shut down, not killed");
    }

    [Fact]
    public async Task Of_two_hosts_that_start_at_the_same_moment_one_starts_the_server_and_both_use_it()
    {
        var hosts = await Task.WhenAll(SecondHost.StartAsync(_folder), SecondHost.StartAsync(_folder));
        hosts.Select(host => host.How).Should().BeEquivalentTo("started", "attached");
        foreach (var host in hosts)
            (await AskAsync(host.ConnectionString, "SELECT 1")).Should().Be(1);
        await Task.WhenAll(hosts.Select(host => host.StopAsync()));
        File.Exists(PidFile).Should().BeFalse();
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task A_killed_host_leaves_its_server_to_the_next_one_and_does_not_count_as_a_user()
    {
        await using var killed = await SecondHost.StartAsync(_folder);
        killed.How.Should().Be("started");
        await ExecuteAsync(killed.ConnectionString, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)");
        await killed.KillAsync();

        await using var next = await StartAsync();
        next.StartedHere.Should().BeFalse();
        (await AskAsync(next.ConnectionString, "SELECT count(*) FROM kept")).Should().Be(1L);
        await next.StopAsync();
        File.Exists(PidFile).Should().BeFalse();
    }

    [Fact]
    public async Task A_killed_server_comes_back_with_every_committed_row()
    {
        await using var server = await StartAsync(options => options with { Throwaway = false });
        var back = new TaskCompletionSource();
        server.Restarted += back.SetResult;
        await ExecuteAsync(server, "CREATE TABLE kept (id int)");
        var acknowledged = 0;
        await using (var connection = new NpgsqlConnection(server.ConnectionString))
        {
            await connection.OpenAsync(Ct);
            for (; acknowledged < 200; acknowledged++)
            {
                await using var insert = new NpgsqlCommand($"INSERT INTO kept VALUES ({acknowledged})", connection);
                await insert.ExecuteNonQueryAsync(Ct);
            }
        }
        Kill(ServerPid());

        await back.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        server.IsRunning.Should().BeTrue();
        (await AskAsync(server.ConnectionString, "SELECT count(*) FROM kept")).Should().Be((long)acknowledged);
    }

    [Fact]
    public async Task A_left_over_process_id_that_now_belongs_to_another_program_does_not_block_the_start()
    {
        await using (await StartAsync())
        {
        }
        // The name makes it the hardest case: a living process of the server's own account, whose id PostgreSQL would respect.
        using var other = StartAsServerAccount("sleep", "60");
        try
        {
            await File.WriteAllTextAsync(PidFile, $"{other.Id}\n{Cluster}\n1700000000\n5432\n{_folder}/socket\n\n  1234567         9\nready   \n", Ct);
            await File.WriteAllTextAsync(Path.Combine(_folder, "socket", ".s.PGSQL.5432.lock"), $"{other.Id}\n", Ct);

            await using var server = await StartAsync();
            server.StartedHere.Should().BeTrue();
            (await AskAsync(server.ConnectionString, "SELECT 1")).Should().Be(1);
            other.HasExited.Should().BeFalse();
        }
        finally
        {
            other.Kill();
        }
    }

    [Fact]
    public async Task An_initdb_that_was_cut_short_is_done_again()
    {
        var half = Directory.CreateDirectory(Path.Combine(_folder, "cluster.new-cut-short", "base")).Parent!;
        await File.WriteAllTextAsync(Path.Combine(half.FullName, "PG_VERSION"), "18\n", Ct);

        await using var server = await StartAsync();
        server.StartedHere.Should().BeTrue();
        Directory.GetDirectories(_folder, "cluster*").Should().Equal(Cluster);
    }

    [Theory]
    [InlineData("with space/药品 追溯/it's $HOME \"quoted\", 50%")]
    [InlineData("a/very/long/path/of/which/the/socket/would/not/fit/into/the/hundred/and/seven/bytes/that/the/system/allows/for/it/很长")]
    public async Task Awkward_paths_work(string path)
    {
        await using var server = await StartAsync(options => options with { DataFolder = Path.Combine(_folder, path) });
        (await AskAsync(server.ConnectionString, "SHOW data_directory")).Should().Be(Path.Combine(_folder, path, "cluster"));
        await server.StopAsync();
        await using var again = await StartAsync(options => options with { DataFolder = Path.Combine(_folder, path) });
        again.StartedHere.Should().BeTrue();
    }

    [Fact]
    public async Task A_folder_below_one_that_only_we_can_enter_works()
    {
        Directory.CreateDirectory(_folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var data = Path.Combine(_folder, "data");
        try
        {
            for (var start = 0; start < 2; start++)
            {
                await using var server = await StartAsync(options => options with { DataFolder = data });
                server.StartedHere.Should().BeTrue();
                (await AskAsync(server.ConnectionString, "CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS id; SELECT count(*) FROM kept")).Should().Be(1L);
            }
        }
        finally
        {
            // Root's server can't run in there: the data is elsewhere and a link says where.
            if (new DirectoryInfo(Path.Combine(data, "cluster")).LinkTarget is { } elsewhere)
                Directory.Delete(Path.GetDirectoryName(elsewhere)!, recursive: true);
        }
    }

    [Fact]
    public async Task A_socket_folder_that_somebody_else_prepared_is_refused()
    {
        EmbeddedPostgresOptions Long(EmbeddedPostgresOptions options) => options with { DataFolder = Path.Combine(_folder, new string('x', 120)) };
        string socketFolder;
        await using (var server = await StartAsync(Long))
            socketFolder = new NpgsqlConnectionStringBuilder(server.ConnectionString).Host!;
        Directory.Exists(socketFolder).Should().BeFalse("it is cleared away with the server");
        Directory.CreateSymbolicLink(socketFolder, _folder);
        try
        {
            (await RefusalAsync(Long)).Should().Contain(socketFolder).And.Contain("已被其他用户占用");
        }
        finally
        {
            File.Delete(socketFolder);
        }
    }

    [Fact]
    public async Task Data_is_durable_sorted_the_same_everywhere_and_reached_by_nobody_else()
    {
        await using var server = await StartAsync(options => options with { Throwaway = false });
        foreach (var (setting, value) in new[] { ("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on"), ("data_checksums", "on"), ("listen_addresses", "") })
            (await AskAsync(server.ConnectionString, $"SHOW {setting}")).Should().Be(value, setting);
        (await AskAsync(server.ConnectionString, "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = current_database()")).Should().Be("b C.UTF-8");
        (await AskAsync(server.ConnectionString, "CREATE EXTENSION pg_trgm; SELECT cardinality(show_trgm('阿莫西林胶囊'))")).Should().Be(7, "trigrams know Chinese letters");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(_folder, "socket")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Data_of_another_major_version_is_refused_with_both_versions()
    {
        Directory.CreateDirectory(Cluster);
        await File.WriteAllTextAsync(Path.Combine(Cluster, "PG_VERSION"), "13\n", Ct);
        (await RefusalAsync()).Should().MatchRegex("由 PostgreSQL 13 创建，而现有程序是 PostgreSQL 18.*Database:Embedded:BinFolder");
        (await File.ReadAllTextAsync(Path.Combine(Cluster, "PG_VERSION"), Ct)).Should().Be("13\n");
    }

    [Fact]
    public async Task Missing_programs_are_refused_by_the_name_of_the_setting() =>
        (await RefusalAsync(options => options with { BinFolder = "/nowhere/bin" })).Should().StartWith("Database:Embedded:BinFolder 指定的目录“/nowhere/bin”");

    [Fact]
    public async Task A_setting_that_the_server_does_not_accept_is_told_in_its_own_words() =>
        (await RefusalAsync(options => options with { SharedBuffers = "plenty" })).Should().Contain("Database:Embedded").And.Contain("invalid value for parameter \"shared_buffers\": \"plenty\"");

    [Fact]
    public async Task A_folder_that_holds_something_else_is_left_alone()
    {
        Directory.CreateDirectory(Cluster);
        await File.WriteAllTextAsync(Path.Combine(Cluster, "thesis.docx"), "years of work", Ct);
        (await RefusalAsync()).Should().Contain("缺少 PG_VERSION");
        File.Exists(Path.Combine(Cluster, "thesis.docx")).Should().BeTrue();
    }

    [Fact]
    public async Task A_start_that_is_given_up_leaves_no_server_behind()
    {
        using var impatient = new CancellationTokenSource();
        var starting = EmbeddedPostgres.StartAsync(Options(), NullLogger.Instance, impatient.Token);
        while (Directory.GetDirectories(_folder, "cluster.new-*").Length == 0)
            await Task.Delay(5, Ct);
        await impatient.CancelAsync();
        await FluentActions.Awaiting(() => starting).Should().ThrowAsync<OperationCanceledException>();
        File.Exists(PidFile).Should().BeFalse();
        await using var server = await StartAsync();
        server.StartedHere.Should().BeTrue();
    }

    string Cluster => Path.Combine(_folder, "cluster");

    string PidFile => Path.Combine(Cluster, "postmaster.pid");

    EmbeddedPostgresOptions Options() => new() { DataFolder = _folder, SharedBuffers = "32MB", Throwaway = true };

    Task<EmbeddedPostgres> StartAsync(Func<EmbeddedPostgresOptions, EmbeddedPostgresOptions>? change = null) =>
        EmbeddedPostgres.StartAsync(change?.Invoke(Options()) ?? Options(), NullLogger.Instance, Ct);

    async Task<string> RefusalAsync(Func<EmbeddedPostgresOptions, EmbeddedPostgresOptions>? change = null) =>
        (await FluentActions.Awaiting(() => StartAsync(change)).Should().ThrowAsync<StartRefusedException>()).Which.Message;

    int ServerPid() => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

    static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    static Process StartAsServerAccount(string program, string argument)
    {
        var start = new ProcessStartInfo(program, [argument]) { WorkingDirectory = "/" };
        if (ServerAccount.ForThisProcess() is { } account)
            start.UserName = account.Name;
        return Process.Start(start)!;
    }

    static Task ExecuteAsync(EmbeddedPostgres server, string sql) => ExecuteAsync(server.ConnectionString, sql);

    static Task ExecuteAsync(string connectionString, string sql) => AskAsync(connectionString, sql);

    static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Ct);
    }
}
