using System.Globalization;

namespace Yaosu.Platform.Imports;

public static class ImportUrls
{
    internal const string Root = "/imports";

    /// <summary>The query parameter that names the import on a page.</summary>
    public const string JobParameter = "import";

    public static string Template(string code) => $"{Root}/{Uri.EscapeDataString(code)}/template";

    public static string Refused(string code, long jobId) => string.Create(CultureInfo.InvariantCulture, $"{Root}/{Uri.EscapeDataString(code)}/{jobId}/refused");

    public static string Progress(string page, long jobId) => string.Create(CultureInfo.InvariantCulture, $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{JobParameter}={jobId}");
}
