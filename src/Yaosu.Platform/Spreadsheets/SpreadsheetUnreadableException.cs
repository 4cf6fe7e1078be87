namespace Yaosu.Platform.Spreadsheets;

/// <summary>The file is broken, hostile or larger than allowed; nothing more can be read from it.</summary>
public sealed class SpreadsheetUnreadableException(Refusal refusal, Exception? cause = null) : Exception(refusal.Text, cause)
{
    public Refusal Refusal { get; } = refusal;
}
