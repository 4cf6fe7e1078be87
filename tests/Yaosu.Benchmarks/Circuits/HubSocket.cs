using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace Yaosu.Benchmarks.Circuits;

/// <summary>A SignalR connection over a WebSocket with the protocol of circuits: MessagePack messages, each after its length.</summary>
internal sealed class HubSocket : IAsyncDisposable
{
    private const byte EndOfHandshake = 0x1e;
    private static readonly TimeSpan SignOfLifeEvery = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<object?>> _waiting = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<string, List<object?>, Task> _called;
    private byte[] _buffer = new byte[16 * 1024];
    private int _filled;
    private int _calls;
    private Task _running = Task.CompletedTask;

    private HubSocket(Func<string, List<object?>, Task> called) => _called = called;

    /// <summary>Why the connection is over; null while it isn't.</summary>
    internal Exception? Failure { get; private set; }

    /// <param name="called">What the server calls here: name and arguments.</param>
    internal static async Task<HubSocket> ConnectAsync(Uri address, string cookies, string origin, Func<string, List<object?>, Task> called, CancellationToken ct)
    {
        var hub = new HubSocket(called);
        hub._socket.Options.SetRequestHeader("Cookie", cookies);
        hub._socket.Options.SetRequestHeader("Origin", origin);
        await hub._socket.ConnectAsync(address, ct);
        await hub.ShakeHandsAsync(ct);
        hub._running = Task.WhenAll(hub.ReceiveAsync(), hub.KeepAliveAsync());
        return hub;
    }

    internal Task SendAsync(string method, params IReadOnlyList<object?> arguments) => SendAsync(Invocation(null, method, arguments));

    /// <returns>What the method answered, once it did.</returns>
    internal async Task<object?> InvokeAsync(string method, params IReadOnlyList<object?> arguments)
    {
        var id = Interlocked.Increment(ref _calls).ToString(CultureInfo.InvariantCulture);
        var answered = _waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(Invocation(id, method, arguments));
        return await answered.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _socket.Dispose();
        _stopping.Dispose();
        _sending.Dispose();
    }

    private static MessagePackWriter Invocation(string? id, string method, IReadOnlyList<object?> arguments)
    {
        var message = new MessagePackWriter().Array(6).Value(1).EmptyMap().Value(id).Value(method).Array(arguments.Count);
        foreach (var argument in arguments)
            message.Value(argument);
        return message.Array(0);
    }

    private async Task ShakeHandsAsync(CancellationToken ct)
    {
        await _socket.SendAsync(Encoding.UTF8.GetBytes("""{"protocol":"blazorpack","version":1}""" + (char)EndOfHandshake), WebSocketMessageType.Binary, true, ct);
        int end;
        do
            await FillAsync(ct);
        while ((end = _buffer.AsSpan(0, _filled).IndexOf(EndOfHandshake)) < 0);
        var answer = Encoding.UTF8.GetString(_buffer.AsSpan(0, end));
        if (answer != "{}")
            throw new InvalidOperationException($"The hub refused: {answer}");
        Drop(end + 1);
    }

    private async Task SendAsync(MessagePackWriter message)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(message.Written.Length + 5);
        var used = WriteLength(bytes, message.Written.Length);
        message.Written.CopyTo(bytes.AsMemory(used));
        used += message.Written.Length;
        await _sending.WaitAsync(_stopping.Token);
        try
        {
            await _socket.SendAsync(bytes.AsMemory(0, used), WebSocketMessageType.Binary, true, _stopping.Token);
        }
        finally
        {
            _sending.Release();
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                while (TryTakeMessage(out var message))
                    await UnderstandAsync(message);
                await FillAsync(_stopping.Token);
            }
        }
        catch (Exception e)
        {
            if (!_stopping.IsCancellationRequested)
                Failure = e;
            foreach (var waiting in _waiting.Values)
                waiting.TrySetException(e);
        }
    }

    private async Task KeepAliveAsync()
    {
        var alive = new MessagePackWriter().Array(1).Value(6);
        try
        {
            using var timer = new PeriodicTimer(SignOfLifeEvery);
            while (await timer.WaitForNextTickAsync(_stopping.Token) && Failure is null)
                await SendAsync(alive);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // Over; why, ReceiveAsync knows.
        }
    }

    private async Task UnderstandAsync(List<object?> message)
    {
        switch (message[0])
        {
            case 1L:
                await _called((string)message[3]!, (List<object?>)message[4]!);
                break;
            case 3L when _waiting.TryRemove((string)message[2]!, out var waiting):
                if (message[3] is 1L)
                    waiting.TrySetException(new InvalidOperationException($"The hub failed: {message[4]}"));
                else
                    waiting.TrySetResult(message[3] is 3L ? message[4] : null);
                break;
            case 7L:
                throw new InvalidOperationException($"The hub closed the connection: {message[1]}");
        }
    }

    private bool TryTakeMessage(out List<object?> message)
    {
        message = [];
        var (length, used) = (0, 0);
        for (var shift = 0; ; shift += 7)
        {
            if (used == _filled)
                return false;
            var part = _buffer[used++];
            length |= (part & 0x7f) << shift;
            if (part < 0x80)
                break;
        }

        if (_filled - used < length)
            return false;
        message = (List<object?>)new MessagePackReader(_buffer.AsSpan(used, length)).Read()!;
        Drop(used + length);
        return true;
    }

    private async Task FillAsync(CancellationToken ct)
    {
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), ct);
        if (received.MessageType == WebSocketMessageType.Close)
            throw new InvalidOperationException($"The server closed the socket: {_socket.CloseStatusDescription}");
        _filled += received.Count;
    }

    private void Drop(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }

    private static int WriteLength(byte[] bytes, int length)
    {
        var used = 0;
        for (; length >= 0x80; length >>= 7)
            bytes[used++] = (byte)(length | 0x80);
        bytes[used++] = (byte)length;
        return used;
    }
}
