using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Yaosu.Platform.Outbox;

namespace Yaosu.Tests.Platform.Outbox;

internal enum Answer
{
    Accept,
    Fail500,
    Hang,
    Reset,
}

/// <summary>Somebody else's server, as bad as the test wants it. It notes every message that reaches it, whatever it answers.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    internal Receiver()
    {
        _listener.Start();
        _loop = Task.Run(AcceptAsync);
    }

    internal Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Message id and body, in the order they came.</summary>
    internal ConcurrentQueue<(string Id, string Body)> Seen { get; } = [];

    /// <summary>What it accepted.</summary>
    internal ConcurrentQueue<(string Id, string Body)> Accepted { get; } = [];

    internal Func<string, Answer> Behaviour { get; set; } = _ => Answer.Accept;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _loop;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                var (id, length) = ("", 0);
                while (await reader.ReadLineAsync(_stopping.Token) is { Length: > 0 } line)
                {
                    if (line.StartsWith("Message-Id: ", StringComparison.OrdinalIgnoreCase))
                        id = line[12..];
                    if (line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
                        length = int.Parse(line[16..]);
                }
                var body = new char[length];
                await reader.ReadBlockAsync(body, _stopping.Token);
                // Lengths count bytes, and so does Latin-1.
                var message = (id, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body)));
                Seen.Enqueue(message);
                switch (Behaviour(message.Item2))
                {
                    case Answer.Accept:
                        Accepted.Enqueue(message);
                        await SayAsync(client, "200 OK");
                        break;
                    case Answer.Fail500:
                        await SayAsync(client, "500 Internal Server Error");
                        break;
                    case Answer.Hang:
                        await Task.Delay(Timeout.Infinite, _stopping.Token);
                        break;
                    case Answer.Reset:
                        client.LingerState = new LingerOption(true, 0);
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The other side left, or the test is over.
        }
    }

    private static async Task SayAsync(TcpClient client, string status) =>
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
}

/// <summary>Sends over HTTP, as a webhook does.</summary>
internal sealed class HttpSender(Receiver receiver) : IOutboxHandler
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = Timeout.InfiniteTimeSpan };

    public static string Topic => "test.told";

    public async Task SendAsync(OutboxDelivery message, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url) { Content = new StringContent(message.Payload<string>()) };
        request.Headers.Add("Message-Id", message.MessageId.ToString());
        using var response = await Http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
    }
}
