namespace Yaosu.Platform.Ui.Kit;

public enum ToastKind
{
    Success,
    Info,

    /// <summary>Stays until it is closed: nobody should have to read an error against the clock.</summary>
    Error,
}

internal sealed record Toast(long Id, ToastKind Kind, string Text, string UndoText, Func<Task>? Undo)
{
    public TimeSpan? Life => (Kind, Undo) switch
    {
        (ToastKind.Error, _) => null,
        (_, null) => TimeSpan.FromSeconds(5),
        _ => TimeSpan.FromSeconds(10),
    };
}

/// <summary>Short messages about what has just happened. <c>ToastHost</c> in the layout draws them.</summary>
public sealed class Toasts(TimeProvider time) : IDisposable
{
    public const int Most = 4;
    private readonly Lock _lock = new();
    private readonly List<(Toast Toast, ITimer? Timer)> _shown = [];
    private long _last;
    private bool _held;

    internal event Action? Changed;

    internal IReadOnlyList<Toast> Shown
    {
        get
        {
            lock (_lock)
                return [.. _shown.Select(entry => entry.Toast)];
        }
    }

    /// <param name="undo">For what can be taken back; the offer stands for ten seconds.</param>
    public void Success(string text, Func<Task>? undo = null, string undoText = "撤销") => Add(ToastKind.Success, text, undo, undoText);

    public void Info(string text) => Add(ToastKind.Info, text, null, "");

    public void Error(string text) => Add(ToastKind.Error, text, null, "");

    /// <summary>The refusal's sentence, when there is one.</summary>
    public void Refused(Outcome outcome)
    {
        foreach (var refusal in outcome.Refusals)
            Error(refusal.Text);
    }

    /// <summary>How an act ended: what was done, or each refusal's sentence.</summary>
    public void Tell(Outcome outcome, string done)
    {
        if (outcome.IsDone)
            Success(done);
        else
            Refused(outcome);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (_, timer) in _shown)
                timer?.Dispose();
            _shown.Clear();
        }
    }

    internal void Close(long id)
    {
        lock (_lock)
        {
            var at = _shown.FindIndex(entry => entry.Toast.Id == id);
            if (at < 0)
                return;
            _shown[at].Timer?.Dispose();
            _shown.RemoveAt(at);
        }

        Changed?.Invoke();
    }

    /// <summary>While the pointer or the focus is on a toast, all wait; afterwards they have their whole time again.</summary>
    internal void Hold(bool held)
    {
        lock (_lock)
        {
            _held = held;
            foreach (var (toast, timer) in _shown)
                timer?.Change(held ? Timeout.InfiniteTimeSpan : toast.Life!.Value, Timeout.InfiniteTimeSpan);
        }
    }

    private void Add(ToastKind kind, string text, Func<Task>? undo, string undoText)
    {
        lock (_lock)
        {
            var toast = new Toast(++_last, kind, text, undoText, undo);
            var life = _held ? Timeout.InfiniteTimeSpan : toast.Life;
            _shown.Add((toast, toast.Life is null ? null : time.CreateTimer(_ => Close(toast.Id), null, life!.Value, Timeout.InfiniteTimeSpan)));
            while (_shown.Count > Most)
            {
                _shown[0].Timer?.Dispose();
                _shown.RemoveAt(0);
            }
        }

        Changed?.Invoke();
    }
}
