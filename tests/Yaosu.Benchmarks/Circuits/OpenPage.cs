using System.Text;
using System.Text.Json;
using Yaosu.Tests.Support;

namespace Yaosu.Benchmarks.Circuits;

/// <summary>A page of the console that somebody has open, without a browser: says what a browser would say to the circuit and remembers when it was sent
/// something to draw.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);

    private readonly Lock _lock = new();
    private readonly List<long> _drawn = [];
    private readonly Uri _base;
    private byte[] _expected;
    private TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HubSocket _hub = null!;
    private long _objects;

    private OpenPage(Uri address, string shows) => (_base, _expected) = (address, Encoding.UTF8.GetBytes(shows));

    /// <summary>Opens a page and waits until it shows a text and has come to rest.</summary>
    internal static async Task<OpenPage> OpenAsync(Visitor visitor, string path, string shows, CancellationToken ct)
    {
        var page = await PageOfCircuit.GetAsync(visitor, path);
        var token = await PageOfCircuit.NegotiateAsync(visitor);
        var open = new OpenPage(visitor.Address, shows);
        var socket = new UriBuilder(new Uri(visitor.Address, $"/_blazor?id={token}")) { Scheme = "ws" }.Uri;
        open._hub = await HubSocket.ConnectAsync(socket, visitor.CookieHeader, visitor.Address.GetLeftPart(UriPartial.Authority), open.CalledAsync, ct);
        try
        {
            if (await open._hub.InvokeAsync("StartCircuit", open._base.ToString(), new Uri(open._base, path).ToString(), "[]", page.State) is not string)
                throw new InvalidOperationException("The server refused a circuit.");
            await open._hub.SendAsync("UpdateRootComponents", page.Operations, page.State);
            await open._shown.Task.WaitAsync(Patience, ct);
            await open.RestAsync(ct);
            return open;
        }
        catch (Exception e)
        {
            await open.DisposeAsync();
            throw new InvalidOperationException($"{path} did not come to show “{shows}”: {(open._hub.Failure ?? e).Message}", e);
        }
    }

    /// <summary>Done once the page is sent something to draw, from now on, that holds a text.</summary>
    internal Task ExpectAsync(string shows)
    {
        lock (_lock)
        {
            (_expected, _shown) = (Encoding.UTF8.GetBytes(shows), new(TaskCreationOptions.RunContinuationsAsynchronously));
            return _shown.Task.WaitAsync(Patience);
        }
    }

    /// <summary>When this page was sent something to draw after that time, in order.</summary>
    internal List<long> DrawnSince(long timestamp)
    {
        if (_hub.Failure is { } failure)
            throw new InvalidOperationException("A circuit broke.", failure);
        lock (_lock)
            return _drawn.FindAll(at => at > timestamp);
    }

    /// <summary>A click on a link within the console.</summary>
    /// <returns>How long it took until the last thing to draw for it had come.</returns>
    internal async Task<TimeSpan> ClickAsync(string path, CancellationToken ct)
    {
        var start = TimeProvider.System.GetTimestamp();
        await _hub.SendAsync("OnLocationChanged", new Uri(_base, path).ToString(), null, true);
        while (DrawnSince(start).Count == 0)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"Nothing was drawn for {path}.");
            await Task.Delay(10, ct);
        }

        await RestAsync(ct);
        return TimeProvider.System.GetElapsedTime(start, DrawnSince(start)[^1]);
    }

    /// <summary>Waits until nothing was drawn for a while.</summary>
    private async Task RestAsync(CancellationToken ct)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var last = DrawnSince(since) is [.., var at] ? at : since;
            var left = Quiet - TimeProvider.System.GetElapsedTime(last);
            if (left <= TimeSpan.Zero)
                return;
            await Task.Delay(left + TimeSpan.FromMilliseconds(1), ct);
        }
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private async Task CalledAsync(string method, List<object?> arguments)
    {
        switch (method)
        {
            case "JS.RenderBatch":
                var batch = (byte[])arguments[1]!;
                lock (_lock)
                {
                    _drawn.Add(TimeProvider.System.GetTimestamp());
                    if (batch.AsSpan().IndexOf(_expected) >= 0)
                        _shown.TrySetResult();
                }

                await _hub.SendAsync("OnRenderCompleted", arguments[0], null);
                break;
            case "JS.BeginInvokeJS":
                await AnswerAsync((long)arguments[0]!, (string)arguments[1]!, (string?)arguments[2], (long)arguments[3]!);
                break;
            case "JS.Error":
                throw new InvalidOperationException($"The circuit failed: {arguments[0]}");
        }
    }

    /// <summary>Scripts are not run; the server gets the plainest answer that it can go on with.</summary>
    private async Task AnswerAsync(long call, string script, string? arguments, long kind)
    {
        if (call != 0)
            await _hub.SendAsync("EndInvokeJSFromDotNet", call, true, $"[{call},true,{(kind == 1 ? $$"""{"__jsObjectId":{{++_objects}}}""" : "null")}]");
        if (script == "Blazor._internal.navigationManager.navigateTo")
            await FollowAsync(JsonDocument.Parse(arguments!).RootElement);
    }

    private Task FollowAsync(JsonElement arguments)
    {
        var to = new Uri(_base, arguments[0].GetString()!);
        return arguments[1].TryGetProperty("forceLoad", out var leaves) && leaves.GetBoolean()
            ? throw new InvalidOperationException($"The page was left for {to}.")
            : _hub.SendAsync("OnLocationChanged", to.ToString(), null, false);
    }
}
