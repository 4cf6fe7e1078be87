using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;

namespace Yaosu.Platform.Outbox;

/// <summary>Sends what was committed: at least once, of each aggregate one message at a time and in order. A message that can't be sent holds up those behind it
/// in its aggregate and nobody else; when it is given up, they go on.</summary>
internal sealed class OutboxDispatcher(
    AppDbFactory databases, ILiveTopics live, OutboxHandlers handlers, IServiceScopeFactory scopes, IOptions<OutboxOptions> options, ILogger<OutboxDispatcher> log)
    : PolledService(options.Value.Poll, databases.Time, log)
{
    private const string Why = "Messages of all enterprises share the dispatchers.";

    private readonly OutboxOptions _options = options.Value;
    private readonly FairShare _fair = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _sending = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options.Concurrency == 0 || handlers.Topics.Length == 0)
            return;
        using var waiting = live.Subscribe(OutboxTopics.Waiting, WakeUp.Wake);
        await base.ExecuteAsync(stoppingToken);
        await Task.WhenAll(_sending.Values.Select(over => over.Task));
    }

    protected override async Task<bool> RoundAsync(CancellationToken ct)
    {
        var places = _options.Concurrency - _sending.Count;
        if (places <= 0)
            return false;
        await using var db = databases.OpenPlatform();
        var now = Time.UtcNow();
        var loads = await db.Set<OutboxMessage>().OfAllOrgs(Why)
            .Where(x => x.DueAt != null && handlers.Topics.Contains(x.Topic))
            .GroupBy(x => x.OrgId)
            .Select(x => new { OrgId = x.Key, Ready = x.Count(m => m.DueAt <= now), Running = x.Count(m => m.LeaseOwner != null && m.DueAt > now), Since = x.Min(m => m.DueAt) })
            .Where(x => x.Ready > 0)
            .ToListAsync(ct);
        return await _fair.TakeAsync([.. loads.Select(x => new OrgLoad(x.OrgId, x.Running, x.Since))], places, (orgId, most) => TakeOfAsync(orgId, most, now, ct)) > 0;
    }

    /// <returns>How many were there to send; another node may have been faster with some.</returns>
    private async Task<int> TakeOfAsync(long orgId, int most, DateTime now, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(orgId));
        var ready = await FirstOfTheirAggregate(db)
            .Where(x => x.DueAt <= now && handlers.Topics.Contains(x.Topic))
            .OrderBy(x => x.DueAt).ThenBy(x => x.Sequence)
            .Take(most)
            .AsNoTracking()
            .ToListAsync(ct);
        foreach (var message in ready)
        {
            var owner = LeaseKeeper.NewOwner();
            var due = now + _options.Lease;
            // The end of the lease lies ahead for everyone after the first, so of many nodes one wins.
            var won = await FirstOfTheirAggregate(db).Where(x => x.Id == message.Id && x.DueAt <= now).ExecuteUpdateAsync(
                set => set.SetProperty(x => x.LeaseOwner, owner).SetProperty(x => x.DueAt, due), CancellationToken.None);
            if (won == 0)
                continue;
            _sending[owner] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = Task.Run(() => SendAsync(message, owner, ct), CancellationToken.None);
        }
        return ready.Count;
    }

    private static IQueryable<OutboxMessage> FirstOfTheirAggregate(AppDb db) => db.Set<OutboxMessage>()
        .Where(x => !db.Set<OutboxMessage>().Any(earlier => earlier.AggregateKey == x.AggregateKey && earlier.DueAt != null && earlier.Sequence < x.Sequence));

    private async Task SendAsync(OutboxMessage message, string owner, CancellationToken stopping)
    {
        using var activity = new Activity($"send {message.Topic}").Start();
        try
        {
            try
            {
                await HandOverAsync(message, stopping);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                await ReleaseAsync(message, owner);
                return;
            }
            catch (Exception e)
            {
                await FailedAsync(message, owner, e);
                return;
            }
            await SentAsync(message, owner);
        }
        catch (Exception e)
        {
            // When the lease ends, the message is sent again.
            Log.LogWarning(e, "The outcome of message {MessageId} of {OrgId} couldn't be written", message.MessageId, message.OrgId);
        }
        finally
        {
            if (_sending.TryRemove(owner, out var over))
                over.SetResult();
            WakeUp.Wake();
        }
    }

    private async Task HandOverAsync(OutboxMessage message, CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var timeout = new CancellationTokenSource(_options.Timeout, Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping, timeout.Token);
        var delivery = new OutboxDelivery(
            message.OrgId, message.MessageId, message.Topic, message.AggregateKey, message.Sequence, message.PayloadJson, message.CreatedAt, message.Tries + 1);
        try
        {
            // Also lets go of a handler that doesn't listen to its token.
            await handlers[message.Topic].SendAsync(scope.ServiceProvider, delivery, over.Token).WaitAsync(over.Token);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            throw new TimeoutException(OutboxRefusals.NoAnswer(_options.Timeout), e);
        }
    }

    private async Task SentAsync(OutboxMessage message, string owner)
    {
        var now = Time.UtcNow();
        await using var db = databases.Open(Actor.System(message.OrgId));
        var written = await Ours(db, message, owner).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.SentAt, now)
            .SetProperty(x => x.DueAt, (DateTime?)null)
            .SetProperty(x => x.LeaseOwner, (string?)null)
            .SetProperty(x => x.LastError, (string?)null));
        if (written == 0)
            Log.LogWarning("Message {MessageId} of {OrgId} took longer than its lease and may have been sent twice", message.MessageId, message.OrgId);
        else
            await Behind(db, message).Where(x => x.DueAt > now).ExecuteUpdateAsync(set => set.SetProperty(x => x.DueAt, now));
        live.Changed(new(message.OrgId, OutboxTopics.All));
    }

    private async Task FailedAsync(OutboxMessage message, string owner, Exception e)
    {
        var now = Time.UtcNow();
        var tries = message.Tries + 1;
        var gaveUp = now >= message.GiveUpAt;
        var next = now + OutboxOptions.PauseAfter(tries);
        if (next > message.GiveUpAt)
            next = message.GiveUpAt;
        DateTime? due = gaveUp ? null : next;
        DateTime? dead = gaveUp ? now : null;
        var error = StoredText.Cut(e.Message, 1000);
        if (gaveUp)
            Log.LogError(e, "Message {MessageId} of {OrgId} is given up after {Tries} tries", message.MessageId, message.OrgId, tries);
        else
            Log.LogWarning("Message {MessageId} of {OrgId} couldn't be sent (try {Try}): {Error}", message.MessageId, message.OrgId, tries, e.Message);

        await using var db = databases.Open(Actor.System(message.OrgId));
        var written = await Ours(db, message, owner).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.Tries, tries)
            .SetProperty(x => x.LastError, error)
            .SetProperty(x => x.DueAt, due)
            .SetProperty(x => x.DeadAt, dead)
            .SetProperty(x => x.LeaseOwner, (string?)null));
        // Those behind wait as long, so that a dead receiver's backlog isn't looked through every second.
        if (written > 0 && !gaveUp)
            await Behind(db, message).Where(x => x.DueAt < next).ExecuteUpdateAsync(set => set.SetProperty(x => x.DueAt, next));
        live.Changed(new(message.OrgId, OutboxTopics.All));
    }

    /// <summary>The node stops: another may send it at once; not a try.</summary>
    private async Task ReleaseAsync(OutboxMessage message, string owner)
    {
        var now = Time.UtcNow();
        await using var db = databases.Open(Actor.System(message.OrgId));
        await Ours(db, message, owner).ExecuteUpdateAsync(set => set.SetProperty(x => x.DueAt, now).SetProperty(x => x.LeaseOwner, (string?)null));
        live.Changed(OutboxTopics.Waiting);
    }

    private static IQueryable<OutboxMessage> Ours(AppDb db, OutboxMessage message, string owner) =>
        db.Set<OutboxMessage>().Where(x => x.Id == message.Id && x.LeaseOwner == owner);

    private static IQueryable<OutboxMessage> Behind(AppDb db, OutboxMessage message) =>
        db.Set<OutboxMessage>().Where(x => x.AggregateKey == message.AggregateKey && x.Sequence > message.Sequence && x.LeaseOwner == null);
}
