using Microsoft.JSInterop;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>Whether anybody can see this circuit's tab. Assumed until the browser says otherwise.</summary>
public sealed class PageVisibility(KitScripts scripts) : IDisposable
{
    private DotNetObjectReference<PageVisibility>? _self;

    public event Action? Changed;

    public bool IsVisible { get; private set; } = true;

    /// <summary>Asks the browser to report; from <c>OnAfterRenderAsync</c>. Asking again costs nothing.</summary>
    public async ValueTask WatchAsync()
    {
        if (_self is not null)
            return;
        _self = DotNetObjectReference.Create(this);
        await scripts.RunAsync("live", "watch", _self);
    }

    [JSInvokable]
    public void Report(bool visible)
    {
        if (IsVisible == visible)
            return;
        IsVisible = visible;
        Changed?.Invoke();
    }

    public void Dispose() => _self?.Dispose();
}
