using System.Globalization;
using Npgsql;
using Yaosu.Platform.Live;

namespace Yaosu.Data.PostgreSql;

/// <summary>Live topics over LISTEN/NOTIFY. A node hears its own signals too; that costs one needless refresh and saves a node id on the wire.</summary>
internal sealed class NotifyTransport(NpgsqlDataSource source) : ILiveTransport
{
    private const string Channel = "yaosu_live";

    public async Task SendAsync(IReadOnlyCollection<LiveTopic> topics, CancellationToken ct)
    {
        await using var command = source.CreateCommand($"SELECT pg_notify('{Channel}', topic) FROM unnest($1) AS topic");
        command.Parameters.Add(new() { Value = topics.Select(topic => string.Create(CultureInfo.InvariantCulture, $"{topic.OrgId}:{topic.Name}")).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task ListenAsync(Action<LiveTopic> changed, Action hearing, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        connection.Notification += (_, signal) =>
        {
            if (signal.Payload.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
                && long.TryParse(signal.Payload.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var orgId))
                changed(new(orgId, signal.Payload[(colon + 1)..]));
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(ct);
        hearing(); // What changed before we listened is unknown.
        while (true)
        {
            // A connection that died without a word is noticed by asking over it now and then. Noticing, giving up the question and its cancellation (2 s)
            // together take no longer than screens may go without news.
            if (!await connection.WaitAsync(TimeSpan.FromSeconds(1), ct))
            {
                await using var ping = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = 2 };
                await ping.ExecuteNonQueryAsync(ct);
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
