using System.Globalization;

namespace Yaosu.Batches;

/// <summary>Every address of this module; pages and other modules link through it.</summary>
public static class BatchesUrls
{
    public const string Batches = "/batches";
    public const string NewBatch = $"{Batches}/new";

    public static string Batch(long id) => string.Create(CultureInfo.InvariantCulture, $"{Batches}/{id}");

    public static string EditBatch(long id) => $"{Batch(id)}/edit";

    /// <summary>关联码包.</summary>
    public static string BindPackages(long id) => $"{Batch(id)}/packages";

    /// <summary>The scan page as consumers would see it; the page of scans draws it.</summary>
    public static string Preview(long id) => $"{Batch(id)}/preview";
}
