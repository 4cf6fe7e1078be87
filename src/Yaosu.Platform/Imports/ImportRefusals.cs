namespace Yaosu.Platform.Imports;

/// <summary>Every "no" about imports; those about a cell are read with its line and column before them.</summary>
public static class ImportRefusals
{
    public static readonly Refusal NoLongerThere = new("import.no-longer-there", "系统升级后已不再提供这种导入，请刷新页面后重新操作。");
    public static readonly Refusal FileGone = new("import.file-gone", "上传的文件已过期，请重新上传。");
    public static readonly Refusal NoRows = new("import.no-rows", "文件中没有可导入的数据行，请在表头下面填写后重新上传。");
    public static readonly Refusal NotFound = new("import.not-found", "找不到这次导入，请重新上传文件。");
    public static readonly Refusal Missing = new("import.missing", "必填，请填写。");
    public static readonly Refusal NoDate = new("import.no-date", "应为日期，如 2026-01-31，请修改。");
    public static readonly Refusal LostDigits = new("import.lost-digits", "长数字被 Excel 存成了数值，末尾数字已丢失；请把整列设为“文本”格式后重新填写。");
    public static readonly Refusal FormulaFailed = new("import.formula-failed", "公式的结果有错误，请改为直接填写内容。");
    public static readonly Refusal Duplicate = new("import.duplicate", "与系统中已有的数据重复（可能刚刚由他人添加），请核对后删除或修改这一行。");

    public static Refusal TextTooLong(int most) => new("import.text-too-long", $"不能超过 {most} 个字符，请缩短。");

    public static Refusal NoInteger(long least, long most) => new("import.no-integer", $"应为 {least} 至 {most} 的整数，请修改。");

    public static Refusal NoChoice(IEnumerable<string> choices) => new("import.no-choice", $"只能填 {string.Join("、", choices)} 之一，请修改。");

    public static Refusal SameAs(int line) => new("import.same-as", $"与第 {line} 行重复，请只保留一行。");

    public static Refusal ColumnsMissing(IEnumerable<string> names) =>
        new("import.columns-missing", $"表头缺少“{string.Join("”、“", names)}”列，请下载模板，把内容填入模板后重新上传。");

    public static Refusal ColumnTwice(string name) => new("import.column-twice", $"表头中“{name}”出现了两次，请删除多余的一列后重新上传。");

    public static Refusal TooManyRows(int most) => new("import.too-many-rows", $"一次最多导入 {most} 行，请拆成几个文件分别导入。");

    public static Refusal TooManyRunning(int most) => new("import.too-many-running", $"您已有 {most} 个导入正在进行，请等其中一些完成后再导入。");

    public static Refusal HasFaults(int lines) => new("import.has-faults", $"有 {lines} 行不能导入，请修改文件后重新上传，或选择只导入其余各行。");

    public static Refusal NothingGood() => new("import.nothing-good", "所有行都不能导入，请按提示修改文件后重新上传。");

    /// <summary>Checked and found good, but refused when it was to be saved: somebody was faster.</summary>
    public static Refusal ChangedMeanwhile(int line, string? column, string why) =>
        new("import.changed-meanwhile", $"第 {line} 行{(column is null ? "" : $"“{column}”")}：{why}检查之后数据有了变化，没有导入任何一行，请重新检查文件。");
}
