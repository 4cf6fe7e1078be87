using System.Text.Json;
using Microsoft.Data.SqlClient;
using Yaosu.Platform;
using Yaosu.Platform.Live;

namespace Yaosu.Data.SqlServer;

/// <summary>Live topics through a small table that every node reads four times a second. A node hears its own signals too; that costs one needless refresh.</summary>
internal sealed class PollingTransport(string connectionString) : ILiveTransport
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>A signal shows up when its statement commits, at the latest when the sender gives up, 5 s after the time it carries; so each look reaches back
    /// over the last ones.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(7);

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan CleanEvery = TimeSpan.FromMinutes(1);

    private const string Table = $"[{PlatformModule.SchemaName}].[{LiveSignal.TableName}]";

    internal const string Send = $"""
        INSERT INTO {Table} ([At], [Id], [OrgId], [Topic])
        SELECT SYSUTCDATETIME(), NEWID(), [OrgId], [Topic] FROM OPENJSON(@topics) WITH ([OrgId] bigint, [Topic] nvarchar(200));
        """;

    internal const string Now = "SELECT CAST(SYSUTCDATETIME() AS datetime2(6));";

    internal const string Look = $"""
        SELECT CAST(SYSUTCDATETIME() AS datetime2(6));
        SELECT [Id], [OrgId], [Topic] FROM {Table} WHERE [At] > @since ORDER BY [At];
        """;

    private const int CleanedAtOnce = 2000;

    // Fewer than 5000 locks, at which the whole table would be locked instead.
    internal const string Clean = $"DELETE TOP (2000) FROM {Table} WHERE [At] < @before;";

    public async Task SendAsync(IReadOnlyCollection<LiveTopic> topics, CancellationToken ct)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var command = new SqlCommand(Send, connection);
        command.Parameters.Add("@topics", System.Data.SqlDbType.NVarChar, -1).Value = Json(topics);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task ListenAsync(Action<LiveTopic> changed, Action hearing, CancellationToken ct)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var now = new SqlCommand(Now, connection);
        var since = (DateTime)(await now.ExecuteScalarAsync(ct))!;
        hearing(); // What changed before we listened is unknown.

        await using var look = new SqlCommand(Look, connection) { CommandTimeout = 10 };
        var from = look.Parameters.Add("@since", System.Data.SqlDbType.DateTime2);
        var (heard, before) = (new HashSet<Guid>(), new HashSet<Guid>());
        for (var cleaned = since; ;)
        {
            from.Value = since - Overlap;
            await using (var reader = await look.ExecuteReaderAsync(ct))
            {
                await reader.ReadAsync(ct);
                var last = since;
                since = reader.GetDateTime(0);
                if (since - last > KeptFor / 2)
                    hearing(); // This node slept so long that others may have cleaned away what it has not read.
                await reader.NextResultAsync(ct);
                while (await reader.ReadAsync(ct))
                    if (heard.Add(reader.GetGuid(0)) && !before.Contains(reader.GetGuid(0)))
                        changed(new(reader.GetInt64(1), reader.GetString(2)));
            }
            // Only what the last look saw can come again.
            (heard, before) = (before, heard);
            heard.Clear();
            if (since - cleaned > CleanEvery)
            {
                cleaned = since;
                await CleanAsync(connection, since - KeptFor, ct);
            }
            await Task.Delay(Interval, TimeProvider.System, ct);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static string Json(IReadOnlyCollection<LiveTopic> topics) =>
        JsonSerializer.Serialize(topics.Select(topic => new { topic.OrgId, Topic = topic.Name }));

    private static async Task CleanAsync(SqlConnection connection, DateTime before, CancellationToken ct)
    {
        await using var clean = new SqlCommand(Clean, connection);
        clean.Parameters.Add("@before", System.Data.SqlDbType.DateTime2).Value = before;
        // Small deletions hold no lock for long; as many as it takes, or a busy day would outgrow them.
        while (await clean.ExecuteNonQueryAsync(ct) == CleanedAtOnce)
        {
        }
    }
}
