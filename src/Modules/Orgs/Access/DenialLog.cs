using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Access;

/// <summary>Writes refusals for a missing right into the audit log of the enterprise, behind the request that was refused. The same person at the same door is
/// written once a minute: an open page asks again and again.</summary>
public sealed class DenialLog(AppDbFactory databases, ILogger<DenialLog> log) : BackgroundService
{
    private static readonly TimeSpan Once = TimeSpan.FromMinutes(1);

    private readonly Channel<(Actor Actor, Permission Permission)> _waiting =
        Channel.CreateBounded<(Actor, Permission)>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly ConcurrentDictionary<(long OrgId, long UserId, string Permission), DateTime> _written = new();

    public void Note(Actor actor, Permission permission)
    {
        var now = databases.Time.UtcNow();
        var key = (actor.OrgId, actor.UserId, permission.Code);
        if (_written.TryGetValue(key, out var last) && now - last < Once)
            return;
        if (_written.Count > 10_000)
            _written.Clear();
        _written[key] = now;
        _waiting.Writer.TryWrite((actor, permission));
    }

    /// <summary>Writes what is waiting now.</summary>
    internal async Task WriteAsync(CancellationToken ct)
    {
        while (_waiting.Reader.TryRead(out var denied))
        {
            await using var db = databases.Open(denied.Actor with { ViewingAs = null });
            db.Record(OrgsActions.AccessDenied, new AuditObject(nameof(User), denied.Actor.UserId, denied.Actor.Name), $"{denied.Permission.Name}（{denied.Permission.Code}）");
            await db.SaveChangesAsync(ct);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "A refusal for a missing right could not be written to the audit log");
            }
        }
    }
}
