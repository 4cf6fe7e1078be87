namespace Yaosu.Downloads;

/// <summary>Every "no" of this module.</summary>
public static class DownloadsRefusals
{
    public static readonly Refusal NotFound = new("downloads.not-found", "没有这个导出，可能已被删除，请刷新列表。");
    public static readonly Refusal StillRunning = new("downloads.still-running", "导出还在进行，请先取消再删除。");
    public static readonly Refusal NotRepeatable = new("downloads.not-repeatable", "导出还没有结束；等它完成或取消后才能重新导出。");
    public static readonly Refusal ChangedMeanwhile = new("downloads.changed-meanwhile", "导出的状态刚刚发生了变化，请查看最新状态后再操作。");
}
