using System.Diagnostics;
using Npgsql;
using Yaosu.CrashWorker;
using Yaosu.Platform.Live;
using Yaosu.Tests.Platform.Background;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Live;

/// <summary>Two nodes on one database, each with connections of its own.</summary>
public sealed class LiveTopicsAcrossNodesTests : WorkTest
{
    [Fact]
    public async Task A_change_saved_on_one_node_is_told_on_the_other_and_only_to_its_enterprise()
    {
        await using var here = await Database.StartNodeAsync();
        await using var there = await Database.StartNodeAsync();
        var (told, foreign) = (0, 0);
        using var a = there.Live.Subscribe(new(1, "written"), () => Interlocked.Increment(ref told));
        using var b = there.Live.Subscribe(new(2, "written"), () => Interlocked.Increment(ref foreign));
        await HearsAsync(here, there);
        var (before, foreignBefore) = (Volatile.Read(ref told), Volatile.Read(ref foreign));

        await using (var db = here.Open(1))
        {
            db.Add(new Written { Number = 1 });
            db.Touch("written");
            await db.SaveChangesAsync();
        }

        await Eventually.IsTrueAsync(() => Volatile.Read(ref told) > before);
        Volatile.Read(ref foreign).Should().Be(foreignBefore);
    }

    [Fact]
    public async Task A_listener_whose_connection_is_cut_tells_everyone_and_hears_again()
    {
        await using var here = await Database.StartNodeAsync();
        await using var there = await Database.StartNodeAsync();
        await HearsAsync(here, there);
        var told = 0;
        using var subscription = there.Live.Subscribe(new(1, "anything"), () => Interlocked.Increment(ref told));

        await TestServer.RunAsync(Database.Connection, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' OR query = 'SELECT 1'");

        await Eventually.IsTrueAsync(() => Volatile.Read(ref told) > 0);
        await HearsAsync(here, there);
    }

    [Fact]
    public async Task A_listener_whose_server_process_is_frozen_finds_out_and_hears_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Freezes a process by a signal.");
        await using var here = await Database.StartNodeAsync();
        await using var there = await Database.StartNodeAsync();
        await HearsAsync(here, there);
        var told = 0;
        using var subscription = there.Live.Subscribe(new(1, "anything"), () => Interlocked.Increment(ref told));
        var frozen = await ListenersAsync();
        try
        {
            await SignalAsync("STOP", frozen);
            await Eventually.IsTrueAsync(() => Volatile.Read(ref told) > 0);
            await HearsAsync(here, there);
        }
        finally
        {
            await SignalAsync("CONT", frozen);
        }
    }

    /// <summary>Until the one node hears what the other says.</summary>
    private static async Task HearsAsync(Node speaker, Node listener)
    {
        var heard = 0;
        var word = new LiveTopic(99, $"word {Guid.NewGuid():N}");
        using var subscription = listener.Live.Subscribe(word, () => Interlocked.Increment(ref heard));
        // Connecting again tells everyone, so the word counts only once that is over.
        for (var said = 0; said < 3; said++)
        {
            var before = Volatile.Read(ref heard);
            await Eventually.IsTrueAsync(() =>
            {
                speaker.Live.Changed(word);
                return Volatile.Read(ref heard) > before;
            });
        }
    }

    private async Task<List<int>> ListenersAsync()
    {
        await using var connection = new NpgsqlConnection(Database.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND (query LIKE 'LISTEN%' OR query = 'SELECT 1') AND pid <> pg_backend_pid()", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var pids = new List<int>();
        while (await reader.ReadAsync())
            pids.Add(reader.GetInt32(0));
        pids.Should().NotBeEmpty();
        return pids;
    }

    private static async Task SignalAsync(string signal, IEnumerable<int> pids)
    {
        using var kill = Process.Start("kill", [$"-{signal}", .. pids.Select(pid => $"{pid}")]);
        await kill.WaitForExitAsync();
    }
}
