namespace Yaosu.Platform.Spreadsheets;

/// <summary>The rows hold something that the chosen file format can't. The file is unfinished and must be thrown away.</summary>
public sealed class SpreadsheetLimitException(Refusal refusal) : Exception(refusal.Text)
{
    public Refusal Refusal { get; } = refusal;
}
