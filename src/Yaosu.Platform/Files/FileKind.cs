namespace Yaosu.Platform.Files;

/// <summary>What a file is by its bytes. Its name and what the browser said about it play no part.</summary>
public enum FileKind
{
    /// <summary>Nothing we know, or a known beginning with a broken rest.</summary>
    Unknown,
    Empty,
    Jpeg,
    Png,
    WebP,
    Gif,
    Pdf,
    Xlsx,

    /// <summary>A spreadsheet that can carry macros.</summary>
    MacroWorkbook,

    /// <summary>The container of .xls and .doc before 2007, and of encrypted workbooks.</summary>
    OldOffice,
    Zip,

    /// <summary>Plain text in UTF-8, UTF-16 with a byte order mark, or GB18030: CSV files too.</summary>
    Text,
    Html,
    Svg,
    Xml,
    Script,
    Executable,

    /// <summary>One or more X.509 certificates without private keys, as DER or PEM.</summary>
    Certificate,

    /// <summary>A private key, or a package that may hold one (PFX).</summary>
    PrivateKey,
}

public static class FileKinds
{
    public static readonly IReadOnlySet<FileKind> Images = new HashSet<FileKind> { FileKind.Jpeg, FileKind.Png, FileKind.WebP, FileKind.Gif };

    /// <summary>What the file is served as; a kind that must never be shown in a browser is a bare stream of bytes.</summary>
    public static string ContentType(this FileKind kind) => kind switch
    {
        FileKind.Jpeg => "image/jpeg",
        FileKind.Png => "image/png",
        FileKind.WebP => "image/webp",
        FileKind.Gif => "image/gif",
        FileKind.Pdf => "application/pdf",
        FileKind.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileKind.Zip => "application/zip",
        FileKind.Text => "text/plain",
        FileKind.Unknown or FileKind.Empty or FileKind.MacroWorkbook or FileKind.OldOffice or FileKind.Html or FileKind.Svg or FileKind.Xml
            or FileKind.Script or FileKind.Executable or FileKind.Certificate or FileKind.PrivateKey => "application/octet-stream",
    };

    /// <summary>As people call it.</summary>
    public static string ChineseName(this FileKind kind) => kind switch
    {
        FileKind.Unknown => "无法识别的内容",
        FileKind.Empty => "空文件",
        FileKind.Jpeg => "JPG 图片",
        FileKind.Png => "PNG 图片",
        FileKind.WebP => "WebP 图片",
        FileKind.Gif => "GIF 图片",
        FileKind.Pdf => "PDF 文档",
        FileKind.Xlsx => "Excel 工作簿（.xlsx）",
        FileKind.MacroWorkbook => "带宏的 Excel 工作簿",
        FileKind.OldOffice => "旧版或加密的 Office 文件",
        FileKind.Zip => "ZIP 压缩包",
        FileKind.Text => "文本或 CSV 文件",
        FileKind.Html => "网页",
        FileKind.Svg => "SVG 图形",
        FileKind.Xml => "XML 文件",
        FileKind.Script => "脚本",
        FileKind.Executable => "可执行程序",
        FileKind.Certificate => "数字证书",
        FileKind.PrivateKey => "私钥",
    };
}
