using System.Globalization;

namespace Yaosu.Downloads;

/// <summary>Every address of this module; pages and other modules link through it.</summary>
public static class DownloadsUrls
{
    public const string Mine = "/my/downloads";

    /// <summary>Where a browser fetches the file of one's own export.</summary>
    public static string Fetch(long id) => string.Create(CultureInfo.InvariantCulture, $"{Mine}/{id}/file");
}
