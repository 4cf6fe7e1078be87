namespace Yaosu.Platform.Spreadsheets;

/// <summary>Every "no" of writing a spreadsheet.</summary>
public static class SpreadsheetRefusals
{
    public static Refusal TextTooLong(long row, string column, int length, int most) => new(
        "spreadsheet.text-too-long",
        $"第 {row} 行“{column}”有 {length} 个字符，超过 Excel 单元格 {most} 个字符的上限；请改为导出 CSV，或去掉这一列后重新导出。");
}
