namespace Yaosu.Platform.Files;

public static class FileRefusals
{
    public static Refusal Empty() => new("file.empty", "文件是空的，请选择有内容的文件。");

    public static Refusal Broken(IEnumerable<FileKind> allowed) =>
        new("file.unknown", $"无法识别文件内容，文件可能已损坏；这里接受{Spaced(Names(allowed))}，请重新选择。");

    public static Refusal KindNotAllowed(FileKind kind, IEnumerable<FileKind> allowed)
    {
        var hint = kind is FileKind.OldOffice or FileKind.MacroWorkbook or FileKind.Html or FileKind.Xml && allowed.Contains(FileKind.Xlsx)
            ? "请用 Excel 打开后另存为不加密的 .xlsx 再上传。"
            : "请重新选择，改文件扩展名不起作用。";
        return new("file.kind-not-allowed", $"文件的实际内容是{Spaced(kind.ChineseName())}，这里只接受{Spaced(Names(allowed))}；{hint}");
    }

    public static Refusal PrivateKey() =>
        new("file.private-key", "文件里有私钥，没有保存；私钥绝不能交给别人，请在证书工具里导出不含私钥的证书（.cer、.crt、.pem 或 .der）再上传。");

    public static Refusal TooManyPixels(ImageSize size, long most = ImageSize.MaxPixels) =>
        new("file.too-many-pixels", $"图片为 {size.Width}×{size.Height} 像素，超过 {most / 10_000} 万像素的上限；请缩小尺寸后重新上传。");

    public static Refusal UnpacksTooLarge() =>
        new("file.unpacks-too-large", "文件解压后过大，无法处理；请拆成几个较小的文件分别上传。");

    /// <summary>Between Chinese and what begins in Latin letters.</summary>
    private static string Spaced(string text) => char.IsAsciiLetter(text[0]) ? " " + text : text;

    private static string Names(IEnumerable<FileKind> kinds) => string.Join("、", kinds.Order().Select(FileKinds.ChineseName));
}
