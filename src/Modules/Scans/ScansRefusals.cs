namespace Yaosu.Scans;

/// <summary>Every "no" of this module.</summary>
public static class ScansRefusals
{
    public static readonly Refusal NothingToPreview = new("scans.nothing-to-preview", "没有可以预览的内容，请刷新批次页面后重试。");
}
