using System.Threading.Channels;

namespace Yaosu.E2E.Browser;

/// <summary>A console a long way off: what the server draws arrives late, and in order.</summary>
internal static class SlowLink
{
    public static Task PutFarAwayAsync(this IBrowserContext context, TimeSpan late) => context.RouteWebSocketAsync("**/*", page =>
    {
        var frames = Channel.CreateUnbounded<(DateTimeOffset Due, IWebSocketFrame Frame)>();
        var server = page.ConnectToServer();
        server.OnMessage(frame => frames.Writer.TryWrite((TimeProvider.System.GetUtcNow() + late, frame)));
        _ = DeliverAsync(frames.Reader, page);
    });

    private static async Task DeliverAsync(ChannelReader<(DateTimeOffset Due, IWebSocketFrame Frame)> frames, IWebSocketRoute page)
    {
        await foreach (var (due, frame) in frames.ReadAllAsync())
        {
            if (due - TimeProvider.System.GetUtcNow() is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait);
            if (frame.Binary is { } bytes)
                page.Send(bytes);
            else if (frame.Text is { } text)
                page.Send(text);
        }
    }
}
