namespace Yaosu.Platform.Recurring;

/// <summary>Something that has to be done again and again, by one node at a time. Made anew for each run, in a scope of its own.</summary>
public interface IRecurringWork
{
    /// <param name="ct">Fires when the node stops and when another has taken over.</param>
    Task RunAsync(CancellationToken ct);
}
