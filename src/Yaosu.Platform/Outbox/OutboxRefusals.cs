using System.Globalization;

namespace Yaosu.Platform.Outbox;

/// <summary>Every "no" about outgoing messages.</summary>
public static class OutboxRefusals
{
    public static readonly Refusal NotFound = new("outbox.not-found", "没有这条消息，可能已被清理。");
    public static readonly Refusal AlreadySent = new("outbox.already-sent", "对方已经收到这条消息，不需要重发。");
    public static readonly Refusal BeingSent = new("outbox.being-sent", "这条消息正在发送，请稍后查看结果。");
    public static readonly Refusal ChangedMeanwhile = new("outbox.changed-meanwhile", "消息状态刚刚发生了变化，请查看最新状态后再操作。");

    internal static string NoAnswer(TimeSpan timeout) => string.Create(CultureInfo.InvariantCulture, $"对方在 {timeout.TotalSeconds:0.#} 秒内没有应答。");
}
