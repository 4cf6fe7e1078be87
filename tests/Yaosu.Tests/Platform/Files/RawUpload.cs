using System.Net.Sockets;
using System.Text;
using Yaosu.Platform.Files;

namespace Yaosu.Tests.Platform.Files;

/// <summary>An upload by hand over a socket: it can stop in the middle, go on for ever, and hear an answer before it has ended.</summary>
internal sealed class RawUpload : IAsyncDisposable
{
    private static readonly byte[] Letters = [.. Enumerable.Repeat((byte)'a', 64 * 1024)];

    private readonly TcpClient _socket;
    private readonly bool _chunked;

    private RawUpload(TcpClient socket, bool chunked) => (_socket, _chunked) = (socket, chunked);

    /// <param name="contentLength">Null sends chunks without saying how many.</param>
    public static async Task<RawUpload> BeginAsync(FileHost host, Actor actor, FilePurpose purpose, long? contentLength)
    {
        var token = await host.TokenAsync();
        var upload = new RawUpload(new TcpClient(), contentLength is null);
        await upload._socket.ConnectAsync(host.Address.Host, host.Address.Port);
        var length = contentLength is { } bytes ? $"Content-Length: {bytes}" : "Transfer-Encoding: chunked";
        await upload.WriteAsync($"""
            POST {FileUrls.UploadFor(purpose)} HTTP/1.1
            Host: {host.Address.Authority}
            {FileHost.ActorHeader}: {FileHost.HeaderOf(actor)}
            {FilesEndpoints.TokenHeader}: {token}
            Cookie: {host.Cookies.GetCookieHeader(host.Address)}
            Content-Type: multipart/form-data; boundary=b
            {length}


            """.ReplaceLineEndings("\r\n"));
        await upload.SendAsync(Encoding.ASCII.GetBytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"));
        return upload;
    }

    public async Task SendAsync(long bytes)
    {
        for (var left = bytes; left > 0; left -= Letters.Length)
            await SendAsync(Letters.AsMemory(0, (int)Math.Min(left, Letters.Length)));
    }

    /// <summary>Sends until everything is sent or the server has answered and hangs up.</summary>
    /// <returns>The answer and how many bytes were taken from us.</returns>
    public async Task<(string Answer, long Sent)> SendUntilAnsweredAsync(long bytes)
    {
        var answer = ReadAnswerAsync();
        var sent = 0L;
        try
        {
            while (sent < bytes && !answer.IsCompleted)
            {
                await SendAsync(Letters);
                sent += Letters.Length;
            }
        }
        catch (IOException)
        {
            // The server hung up; what it said before is still there to read.
        }
        return (await answer, sent);
    }

    public void Abort()
    {
        _socket.LingerState = new(true, 0);
        _socket.Close();
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> ReadAnswerAsync()
    {
        var buffer = new byte[8 * 1024];
        var text = "";
        while (!text.Contains('}'))
        {
            var read = await _socket.GetStream().ReadAsync(buffer);
            if (read == 0)
                break;
            text += Encoding.UTF8.GetString(buffer, 0, read);
        }
        return text;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_chunked)
            await WriteAsync($"{bytes.Length:x}\r\n");
        await _socket.GetStream().WriteAsync(bytes);
        if (_chunked)
            await WriteAsync("\r\n");
    }

    private async Task WriteAsync(string text) => await _socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
}
