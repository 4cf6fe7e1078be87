using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Downloads.Mine;

public sealed partial class DownloadCells
{
    /// <summary>How far it is, in words.</summary>
    internal static string Said(Download row) => (row.State, row.Total, row.Remaining) switch
    {
        (DownloadState.Waiting, _, _) => "排队中，轮到后自动开始",
        (_, { } total, { } left) => $"{Format.Count(row.Done)} / {Format.Count(total)} 行，约剩 {Format.Duration(left)}",
        (_, { } total, null) => $"{Format.Count(row.Done)} / {Format.Count(total)} 行",
        _ => "正在统计行数",
    };

    private static Tone ToneOf(DownloadState state) => state switch
    {
        DownloadState.Waiting or DownloadState.Expired or DownloadState.Cancelled => Tone.Neutral,
        DownloadState.Running => Tone.Info,
        DownloadState.Ready => Tone.Ok,
        DownloadState.Failed => Tone.Danger,
    };
}
