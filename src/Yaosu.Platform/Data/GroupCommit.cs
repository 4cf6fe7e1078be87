using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Yaosu.Platform.Data;

/// <summary>Many small writes, few commits: what arrives while one commit runs goes into the next one together. A caller is answered after the commit that holds
/// his item, so an answer means that it is stored.</summary>
/// <param name="write">Writes items of one enterprise through the context; runs inside a transaction. When a batch fails it is run again on its halves, to find
/// the item at fault, so it must not do anything but write.</param>
public sealed class GroupCommit<T>(AppDbFactory databases, Func<AppDb, IReadOnlyList<T>, CancellationToken, Task> write, GroupCommitOptions options, ILogger log) : IAsyncDisposable
{
    private readonly Channel<Item> _queue = Channel.CreateBounded<Item>(new BoundedChannelOptions(options.Capacity) { SingleReader = true });
    private readonly CancellationTokenSource _abort = new();
    private readonly Lock _lock = new();
    private Task? _loop;

    /// <summary>Refuses at once when the queue is full: for callers who can tell their own caller to come back.</summary>
    public async Task<Outcome> TryWriteAsync(long orgId, T item)
    {
        Start();
        var queued = new Item(orgId, item);
        if (!_queue.Writer.TryWrite(queued))
            return DataRefusals.Busy;
        await queued.Stored.Task;
        return Outcome.Done;
    }

    /// <summary>Waits for room when the queue is full: for callers who can be held up.</summary>
    public async Task WriteAsync(long orgId, T item, CancellationToken ct = default)
    {
        Start();
        var queued = new Item(orgId, item);
        await _queue.Writer.WriteAsync(queued, ct);
        await queued.Stored.Task;
    }

    /// <summary>Stores what was accepted, for as long as <see cref="GroupCommitOptions.StopWithin"/> allows; what is left gets an exception.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        _abort.CancelAfter(options.StopWithin);
        if (_loop is { } loop)
            await loop;
        _abort.Dispose();
    }

    private void Start()
    {
        if (_loop is not null)
            return;
        lock (_lock)
            _loop ??= Task.Run(RunAsync, CancellationToken.None);
    }

    private async Task RunAsync()
    {
        var batch = new List<Item>(options.MostPerCommit);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < options.MostPerCommit && _queue.Reader.TryRead(out var item))
                batch.Add(item);
            // A context belongs to one enterprise, and so does a transaction.
            foreach (var ofOrg in batch.GroupBy(item => item.OrgId))
                await StoreAsync(ofOrg.Key, ofOrg.ToArray());
            batch.Clear();
        }
    }

    private async Task StoreAsync(long orgId, ArraySegment<Item> items)
    {
        try
        {
            await using var db = databases.Open(Actor.System(orgId));
            await db.InTransactionAsync(() => write(db, [.. items.Select(item => item.Value)], _abort.Token), _abort.Token);
        }
        catch (Exception e) when (items.Count > 1 && !_abort.IsCancellationRequested && !databases.Engine.IsUnavailable(e))
        {
            // One bad item must not take the others with it.
            await StoreAsync(orgId, items[..(items.Count / 2)]);
            await StoreAsync(orgId, items[(items.Count / 2)..]);
            return;
        }
        catch (Exception e)
        {
            log.LogWarning(e, "{Count} items of {OrgId} couldn't be stored", items.Count, orgId);
            foreach (var item in items)
                item.Stored.TrySetException(e);
            return;
        }
        foreach (var item in items)
            item.Stored.TrySetResult();
    }

    private readonly record struct Item(long OrgId, T Value)
    {
        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

public sealed record GroupCommitOptions
{
    /// <summary>More than this waiting means that we are slower than our callers; then they are refused or held up.</summary>
    public int Capacity { get; init; } = 20_000;

    public int MostPerCommit { get; init; } = 2_000;

    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(5);
}
