using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.ApiKeys;

/// <summary>Counts what keys use and writes it down every few seconds: a request must not wait for its own statistics. A node that dies loses the last few.</summary>
public sealed class ApiKeyUsage(AppDbFactory databases, ILogger<ApiKeyUsage> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private ConcurrentDictionary<(long OrgId, long KeyId, string Permission), (long Count, DateTime At, string? Address)> _used = new();

    public void Note(Actor actor, Permission permission)
    {
        var now = databases.Time.UtcNow();
        _used.AddOrUpdate((actor.OrgId, actor.UserId, permission.Code), (1, now, actor.Address), (_, before) => (before.Count + 1, now, actor.Address));
    }

    internal async Task WriteAsync(CancellationToken ct)
    {
        var used = Interlocked.Exchange(ref _used, new());
        foreach (var ofOrg in used.GroupBy(entry => entry.Key.OrgId))
        {
            await using var db = databases.Open(Actor.System(ofOrg.Key));
            foreach (var ((_, key, permission), (count, at, address)) in ofOrg)
            {
                var counted = await db.Set<ApiKeyUse>().Where(x => x.ApiKeyId == key && x.Permission == permission).ExecuteUpdateAsync(
                    set => set.SetProperty(x => x.Count, x => x.Count + count).SetProperty(x => x.LastAt, at).SetProperty(x => x.LastAddress, address), ct);
                if (counted == 0)
                    db.Add(new ApiKeyUse { ApiKeyId = key, Permission = permission, Count = count, LastAt = at, LastAddress = address });
            }
            // Two nodes may count the first use at once; then one of them loses a few.
            await db.TrySaveAsync(duplicate: OrgsRefusals.ApiKeyNotFound, ct: ct);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, databases.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "What API keys used could not be written down");
            }
        }
    }
}
