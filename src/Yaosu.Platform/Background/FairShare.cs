namespace Yaosu.Platform.Background;

/// <summary>What an enterprise has going on.</summary>
/// <param name="Running">On all nodes.</param>
internal sealed record OrgLoad(long OrgId, int Running, DateTime? WaitingSince);

/// <summary>Hands a node's free places to enterprises in turn: first whoever has least running, then whoever was served longest ago, so that one enterprise
/// with ten thousand things to do doesn't hold up the others.</summary>
internal sealed class FairShare
{
    private readonly Dictionary<long, long> _served = [];
    private long _turn;

    /// <param name="loads">The enterprises that have something waiting.</param>
    /// <param name="take">Takes at most so many things of an enterprise and answers how many it got.</param>
    /// <returns>How many were taken.</returns>
    internal async Task<int> TakeAsync(IReadOnlyCollection<OrgLoad> loads, int places, Func<long, int, Task<int>> take)
    {
        var taken = 0;
        var left = loads.Count;
        foreach (var load in loads.OrderBy(load => load.Running).ThenBy(load => _served.GetValueOrDefault(load.OrgId)).ThenBy(load => load.WaitingSince).ToList())
        {
            if (taken == places)
                break;
            var got = await take(load.OrgId, Math.Max(1, (places - taken) / left));
            left--;
            if (got > 0)
                _served[load.OrgId] = ++_turn;
            taken += got;
        }
        // Only a memory for fairness: starting over now and then keeps it small.
        if (_served.Count > 10_000)
            _served.Clear();
        return taken;
    }
}
