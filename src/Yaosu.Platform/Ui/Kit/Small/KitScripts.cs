using Microsoft.JSInterop;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>The kit's ES modules (<c>wwwroot/js/kit-*.js</c>), each fetched once per circuit and only when a component needs it.</summary>
public sealed class KitScripts(IJSRuntime js) : IAsyncDisposable
{
    private readonly Dictionary<string, Task<IJSObjectReference>> _modules = [];

    public async ValueTask RunAsync(string module, string function, params object?[] args)
    {
        try
        {
            await (await ModuleAsync(module)).InvokeVoidAsync(function, args);
        }
        catch (Exception e) when (e is JSDisconnectedException or TaskCanceledException)
        {
            // The browser has gone: there is nothing left to focus, draw or close.
        }
    }

    /// <summary>Null when the browser has gone.</summary>
    public async ValueTask<T?> AskAsync<T>(string module, string function, params object?[] args)
    {
        try
        {
            return await (await ModuleAsync(module)).InvokeAsync<T>(function, args);
        }
        catch (Exception e) when (e is JSDisconnectedException or TaskCanceledException)
        {
            return default;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var module in _modules.Values)
        {
            try
            {
                await (await module).DisposeAsync();
            }
            catch (Exception e) when (e is JSException or JSDisconnectedException or TaskCanceledException)
            {
                // Went with the circuit.
            }
        }
    }

    private Task<IJSObjectReference> ModuleAsync(string module)
    {
        if (_modules.TryGetValue(module, out var loading) && !loading.IsFaulted && !loading.IsCanceled)
            return loading;
        return _modules[module] = js.InvokeAsync<IJSObjectReference>("import", $"./_content/Yaosu.Platform/js/kit-{module}.js").AsTask();
    }
}
