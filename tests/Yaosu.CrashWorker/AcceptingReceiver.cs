using Yaosu.Platform.Outbox;

namespace Yaosu.CrashWorker;

/// <summary>Accepts a message and never gets to say so: here a test kills the process.</summary>
public sealed class AcceptingReceiver : IOutboxHandler
{
    public static string Topic => "work.told";

    public Task SendAsync(OutboxDelivery message, CancellationToken ct)
    {
        Console.WriteLine($"accepted {message.MessageId}");
        return Task.Delay(Timeout.Infinite, ct);
    }
}
