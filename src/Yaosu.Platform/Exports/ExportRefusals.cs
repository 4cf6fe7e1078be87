namespace Yaosu.Platform.Exports;

/// <summary>Every "no" about exports.</summary>
public static class ExportRefusals
{
    public static readonly Refusal NoColumns = new("export.no-columns", "请至少选择一列再导出。");
    public static readonly Refusal NoLongerThere = new("export.no-longer-there", "系统升级后已不再提供这种导出，请到原来的列表页面重新导出。");

    public static Refusal TooManyRunning(int most) => new("export.too-many-running", $"您已有 {most} 个导出正在进行，请等其中一些完成，或在“我的下载”中取消后再导出。");
}
