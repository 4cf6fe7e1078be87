using Yaosu.Platform.Files;

namespace Yaosu.Platform.Exports;

/// <summary>What an export job was asked for.</summary>
/// <param name="FilterJson">Pinned.</param>
/// <param name="Columns">Keys, in the order wanted.</param>
public sealed record ExportArguments(string Code, string FilterJson, IReadOnlyList<string> Columns, ExportFormat Format, string FileName);

/// <summary>What an export job hands back. The file itself may have been deleted or have expired since.</summary>
public sealed record ExportResult(long FileId, string FileName, long Size, long Rows);

/// <param name="FileId">The file of the try that is running or was interrupted.</param>
/// <param name="Result">Null until that file is stored.</param>
internal sealed record ExportCheckpoint(long FileId, ExportResult? Result);

/// <summary>Where people find what they exported, for the notification that it is ready; registered by whoever shows it.</summary>
public sealed record ExportInbox(string Url);

public static class ExportFiles
{
    public static readonly FilePurpose Purpose = new("export", "导出文件")
    {
        MaxBytes = 16L * 1024 * 1024 * 1024,
        MayRead = FileReaders.OwnerOnly,
        GoesAfter = TimeSpan.FromDays(7),
    };
}
