using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Yaosu.Tests.Support;

/// <summary>A proxy before two nodes that keeps a browser on its node by a cookie, as docker/nginx.conf does; WebSockets pass. A connection belongs to one
/// browser, so its first request decides, and from then on bytes are passed as they come.</summary>
internal sealed class LoopbackProxy : IAsyncDisposable
{
    public const string Cookie = "__Host-test-node";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<Uri> _nodes;
    private readonly Task _accepting;
    private int _next = -1;

    public LoopbackProxy(params IReadOnlyList<Uri> nodes)
    {
        _nodes = nodes;
        _listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Where a browser belongs by its cookies; null before its first answer.</summary>
    public static int? NodeOf(Visitor visitor) => visitor.Cookies.TryGetValue(Cookie, out var node) ? node[0] - '0' : null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var passing = new List<Task>();
        try
        {
            while (true)
                passing.Add(PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(TcpClient accepted)
    {
        using var browser = accepted;
        try
        {
            var request = await HeadAsync(browser.GetStream());
            if (request.Length == 0)
                return;
            var known = NodeIn(request);
            using var server = new TcpClient();
            var node = await ConnectAsync(server, known ?? (Interlocked.Increment(ref _next) % _nodes.Count));
            await server.GetStream().WriteAsync(request, _stop.Token);
            var up = browser.GetStream().CopyToAsync(server.GetStream(), _stop.Token);
            if (node != known)
                await browser.GetStream().WriteAsync(WithCookie(await HeadAsync(server.GetStream()), node), _stop.Token);
            await Task.WhenAny(up, server.GetStream().CopyToAsync(browser.GetStream(), _stop.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone; the other sees its connection close.
        }
    }

    /// <summary>A node that is gone refuses at once, and its browsers get the next.</summary>
    private async Task<int> ConnectAsync(TcpClient server, int node)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _nodes[node].Port, _stop.Token);
                return node;
            }
            catch (SocketException) when (tries < _nodes.Count)
            {
                node = (node + 1) % _nodes.Count;
            }
        }
    }

    /// <summary>Up to and with the empty line, and what came along with it.</summary>
    private async Task<byte[]> HeadAsync(NetworkStream from)
    {
        var (buffer, length) = (new byte[64 * 1024], 0);
        while (length < buffer.Length && await from.ReadAsync(buffer.AsMemory(length), _stop.Token) is var read and > 0)
        {
            length += read;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
                break;
        }
        return buffer[..length];
    }

    private static int? NodeIn(byte[] request)
    {
        var text = Encoding.Latin1.GetString(request);
        return text.IndexOf(Cookie + "=", StringComparison.Ordinal) is var at and >= 0 ? text[at + Cookie.Length + 1] - '0' : null;
    }

    private static byte[] WithCookie(byte[] answer, int node)
    {
        var firstLine = answer.AsSpan().IndexOf("\r\n"u8) + 2;
        return answer.Length == 0 ? answer : [.. answer[..firstLine], .. Encoding.Latin1.GetBytes($"Set-Cookie: {Cookie}={node}; path=/; secure; httponly; samesite=lax\r\n"), .. answer[firstLine..]];
    }
}
