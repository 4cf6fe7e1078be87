using System.Globalization;

namespace Yaosu.Platform.Files;

/// <summary>The addresses of the file store; all plain HTTP, none through a circuit.</summary>
public static class FileUrls
{
    /// <summary>Takes a multipart POST with one file and the antiforgery token in the header <c>RequestVerificationToken</c>.</summary>
    public const string Upload = "/files";

    public static string UploadFor(FilePurpose purpose) => $"{Upload}?purpose={Uri.EscapeDataString(purpose.Code)}";

    /// <summary>An image as pages show it.</summary>
    public static string Image(long fileId) => string.Create(CultureInfo.InvariantCulture, $"{Upload}/{fileId}");

    internal const string Downloads = "/downloads";

    internal static string Download(string token) => $"{Downloads}/{token}";
}
