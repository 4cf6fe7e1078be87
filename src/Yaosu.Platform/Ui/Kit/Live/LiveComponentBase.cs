using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Live;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>A component that asks again when something it shows has changed: at once, then at most once a second, never while its tab is hidden (but once when it
/// is looked at again). A failure reaches the error boundary.</summary>
/// <remarks>Call <see cref="Watch"/> before the first read, so that no change falls between the two. Overriding <see cref="OnAfterRenderAsync"/> or
/// <see cref="Dispose(bool)"/> means calling the base.</remarks>
public abstract class LiveComponentBase : ComponentBase, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly List<IDisposable> _subscriptions = [];
    private Throttle? _throttle;
    private ExecutionContext? _context;
    private bool _disposed;

    [Inject]
    private ILiveTopics Topics { get; set; } = default!;

    [Inject]
    private TimeProvider LiveTime { get; set; } = default!;

    [Inject]
    private PageVisibility Visibility { get; set; } = default!;

    /// <summary>Reads anew what is shown; drawing it is done by the base.</summary>
    protected abstract Task RefreshAsync();

    protected void Watch(params ReadOnlySpan<LiveTopic> topics)
    {
        if (_throttle is null)
        {
            // A change is announced on whatever thread made it, under that user's culture and trace: nothing of it belongs here.
            _context = ExecutionContext.Capture();
            _throttle = new(LiveTime, Interval, RunAsync);
            _throttle.Hold(!Visibility.IsVisible);
            Visibility.Changed += Looked;
        }

        foreach (var topic in topics)
            _subscriptions.Add(Topics.Subscribe(topic, Announced));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && _throttle is not null)
            await Visibility.WatchAsync();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed || !disposing)
            return;
        _disposed = true;
        Visibility.Changed -= Looked;
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        _throttle?.Dispose();
    }

    private void Looked() => _throttle?.Hold(!Visibility.IsVisible);

    private void Announced()
    {
        if (_context is null)
            _throttle?.Signal();
        else
            ExecutionContext.Run(_context, static self => ((LiveComponentBase)self!)._throttle?.Signal(), this);
    }

    private Task RunAsync() => InvokeAsync(async () =>
    {
        if (_disposed)
            return;
        try
        {
            await RefreshAsync();
            StateHasChanged();
        }
        catch (Exception) when (_disposed)
        {
            // Went away in the middle: nobody is left to tell.
        }
        catch (NotSignedInException)
        {
            // His session has ended; the shell leads him to sign-in.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    });
}
