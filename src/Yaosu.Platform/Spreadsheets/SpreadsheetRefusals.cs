namespace Yaosu.Platform.Spreadsheets;

/// <summary>Every "no" of writing and reading a spreadsheet.</summary>
public static class SpreadsheetRefusals
{
    public static readonly Refusal Broken = new("spreadsheet.broken", "表格内容已损坏，无法读取；请用 Excel 打开后另存为新的 .xlsx 文件再上传。");
    public static readonly Refusal NoSheet = new("spreadsheet.no-sheet", "文件中没有可见的工作表，请检查后重新上传。");
    public static readonly Refusal EncodingUnknown = new("spreadsheet.encoding-unknown", "无法识别 CSV 文件的文字编码；请另存为“CSV UTF-8”或 .xlsx 再上传。");
    public static readonly Refusal TooMuchText = new("spreadsheet.too-much-text", "表格中的文字过多，无法一次处理；请拆成几个较小的文件分别上传。");

    public static Refusal TextTooLong(long row, string column, int length, int most) => new(
        "spreadsheet.text-too-long",
        $"第 {row} 行“{column}”有 {length} 个字符，超过 Excel 单元格 {most} 个字符的上限；请改为导出 CSV，或去掉这一列后重新导出。");

    public static Refusal TooManyRows(int most) =>
        new("spreadsheet.too-many-rows", $"表格超过 {most} 行的上限，请拆成几个文件分别上传。");

    public static Refusal TooManyColumns(int line, int most) =>
        new("spreadsheet.too-many-columns", $"第 {line} 行的内容超出第 {most} 列，请删除多余的列后重新上传。");

    public static Refusal CellTooLong(int line, int column, int most) =>
        new("spreadsheet.cell-too-long", $"第 {line} 行第 {column} 列超过 {most} 个字符的上限，请缩短后重新上传。");

    public static Refusal QuoteOpen(int line) =>
        new("spreadsheet.quote-open", $"CSV 文件第 {line} 行的双引号没有成对，请修改后重新上传。");
}
