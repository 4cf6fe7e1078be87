using Yaosu.Platform.Jobs;

namespace Yaosu.Downloads.Mine;

/// <summary>Waiting → Running → Ready → Expired, or → Failed or Cancelled: what the person can do with it.</summary>
public enum DownloadState
{
    [Label("等待中")]
    Waiting,

    [Label("生成中")]
    Running,

    [Label("可下载")]
    Ready,

    /// <summary>The file has gone; the list can be exported again.</summary>
    [Label("已过期")]
    Expired,

    [Label("失败")]
    Failed,

    [Label("已取消")]
    Cancelled,
}

/// <summary>One export as its asker sees it.</summary>
/// <param name="Total">Null while nobody knows.</param>
/// <param name="Remaining">A guess from the speed so far; null while there is none.</param>
/// <param name="Error">A sentence about what went wrong last, also while another try is waiting; null when nothing did.</param>
/// <param name="Size">Null until there is a file.</param>
/// <param name="ExpiresAt">Null when there is no file to expire.</param>
public sealed record Download(
    long Id, string Title, string FileName, DownloadState State, DateTime AskedAt, long Done, long? Total, TimeSpan? Remaining, string? Error, long? Size, long? Rows, DateTime? ExpiresAt)
{
    public bool IsGoing => State is DownloadState.Waiting or DownloadState.Running;

    public int? Percent => Total is > 0 and { } total ? (int)Math.Clamp(Done * 100 / total, 0, 100) : null;

    internal static DownloadState StateOf(JobState job, bool hasFile) => job switch
    {
        JobState.Waiting => DownloadState.Waiting,
        JobState.Running => DownloadState.Running,
        JobState.Done => hasFile ? DownloadState.Ready : DownloadState.Expired,
        JobState.Failed => DownloadState.Failed,
        JobState.Cancelled => DownloadState.Cancelled,
    };
}
