namespace Yaosu.Platform.Files;

/// <summary>Every "no" of the file store; those about a file's content stand in <see cref="FileRefusals"/>.</summary>
public static class StoreRefusals
{
    public static readonly Refusal NotFound = new("file.not-found", "文件不存在或已过期，请重新上传或重新导出。");
    public static readonly Refusal PurposeUnknown = new("file.purpose-unknown", "页面版本已过时，请刷新页面后重新上传。");
    public static readonly Refusal PageStale = new("file.page-stale", "页面已打开太久，请刷新页面后重新上传。");
    public static readonly Refusal SignInFirst = new("file.sign-in-first", "登录已失效，请重新登录后再上传。");
    public static readonly Refusal Malformed = new("file.malformed", "没有收到完整的文件，请检查网络后重新上传。");
    public static readonly Refusal NoFile = new("file.missing", "请选择要上传的文件。");
    public static readonly Refusal TooManyUploads = new("file.too-many-uploads", "您正在上传的文件太多，请等其中一些完成后再试。");

    public static Refusal TooLarge(FilePurpose purpose) =>
        new("file.too-large", $"{purpose.Name}不能超过 {SizeText.Of(purpose.MaxBytes)}，请压缩或更换文件后重新上传。");

    public static Refusal QuotaReached(long quota) =>
        new("file.quota", $"本企业的文件空间（{SizeText.Of(quota)}）已用完，请先在“我的下载”等处删除不需要的文件，或联系平台客服扩容。");
}

/// <summary>A stream can only say no by throwing; whoever opened the draft turns it back into the refusal.</summary>
public sealed class FileRefusedException(Refusal refusal) : Exception(refusal.Text)
{
    public Refusal Refusal { get; } = refusal;
}
