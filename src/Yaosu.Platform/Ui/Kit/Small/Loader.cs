using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Yaosu.Platform.Access;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>Loads what a component shows. Only the latest question's answer counts: an earlier one that comes later is dropped, whatever it says.</summary>
internal sealed class Loader<T>(ILogger log) : IDisposable
    where T : class
{
    private CancellationTokenSource? _cancel;
    private int _turn;

    /// <summary>The last good answer; null before the first. It outlives a failure, but then it isn't shown.</summary>
    public T? Value { get; private set; }

    /// <summary>Why nothing is shown: a right is missing, or there is no such thing. Null when something is.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>What to tell support when loading failed; null when it didn't.</summary>
    public string? TraceId { get; private set; }

    public bool Busy { get; private set; }

    /// <summary>False when a later question overtook this one, or the component has gone.</summary>
    public async Task<bool> RunAsync(Func<CancellationToken, Task<Outcome<T>>> load)
    {
        var turn = ++_turn;
        if (_cancel is { } previous)
            await previous.CancelAsync();
        if (turn != _turn)
            return false;
        _cancel = new();
        Busy = true;
        Outcome<T> outcome;
        try
        {
            outcome = await load(_cancel.Token);
        }
        catch (Exception) when (turn != _turn)
        {
            return false;
        }
        catch (Exception e) when (e is not NotSignedInException)
        {
            Busy = false;
            TraceId = (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();
            log.LogError(e, "A page could not be loaded; the user was shown trace {TraceId}", TraceId);
            return true;
        }

        if (turn != _turn)
            return false;
        (Busy, TraceId, Refusal) = (false, null, outcome.Refusal);
        if (outcome.TryGet(out var value))
            Value = value;
        return true;
    }

    public void Dispose()
    {
        _turn++;
        _cancel?.Cancel();
        _cancel?.Dispose();
        _cancel = null;
    }
}
