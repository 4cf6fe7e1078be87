namespace Yaosu.Platform.Spreadsheets;

/// <summary>What a file from outside may cost. Counted while it is read: what a file says of its own size decides nothing.</summary>
public sealed record SpreadsheetLimits
{
    /// <summary>As many as a sheet of Excel has.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>Lines that hold something, the header included.</summary>
    public int Rows { get; init; } = MostRows;

    public int Columns { get; init; } = 256;

    /// <summary>In characters.</summary>
    public int CellLength { get; init; } = 32_767;

    /// <summary>Bytes of all parts of a workbook together, unpacked.</summary>
    public long Unpacked { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Bytes of one part that isn't a sheet: the list of sheets, the formats.</summary>
    public long SmallPart { get; init; } = 16L * 1024 * 1024;

    /// <summary>How many times its packed size a workbook may unpack to, once that is more than <see cref="AlwaysUnpacked"/>.</summary>
    public int Ratio { get; init; } = 100;

    public long AlwaysUnpacked { get; init; } = 32L * 1024 * 1024;

    public int Parts { get; init; } = 1_000;

    /// <summary>Bytes of memory for the texts that cells share.</summary>
    public long SharedText { get; init; } = 128L * 1024 * 1024;
}
