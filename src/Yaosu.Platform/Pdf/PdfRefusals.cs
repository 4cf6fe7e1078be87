namespace Yaosu.Platform.Pdf;

/// <summary>Every "no" of writing a PDF file.</summary>
public static class PdfRefusals
{
    public static readonly Refusal JpegUnreadable = new("pdf.jpeg-unreadable", "JPG 图片已损坏，无法放入 PDF；请重新上传这张图片后再试。");
    public static readonly Refusal PngUnreadable = new("pdf.png-unreadable", "PNG 图片已损坏，无法放入 PDF；请重新上传这张图片后再试。");
    public static readonly Refusal PngKind = new("pdf.png-kind", "这种 PNG 图片（隔行扫描，或每通道不是 8 位）无法放入 PDF；请另存为普通 PNG 或 JPG 后重新上传。");
    public static readonly Refusal ImageTooLarge = new("pdf.image-too-large", "图片的像素过多，无法放入 PDF；请缩小后重新上传。");
    public static readonly Refusal ImageKind = new("pdf.image-kind", "只有 JPG 和 PNG 图片能放入 PDF；请转换格式后重新上传。");

    public static Refusal FontMissing(string file) =>
        new("pdf.font-missing", $"平台缺少字体文件“{file}”，暂时无法生成 PDF；请联系平台管理员重新安装程序。");
}
