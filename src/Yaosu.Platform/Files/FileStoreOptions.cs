using System.ComponentModel.DataAnnotations;

namespace Yaosu.Platform.Files;

/// <summary>Section <c>Files</c>.</summary>
public sealed class FileStoreOptions : IValidatableObject
{
    /// <summary>Where the bytes lie. All nodes of one product share it. By default <c>files</c> in <c>Data:Folder</c>.</summary>
    public string Folder { get; set; } = "";

    /// <summary>How much one enterprise may keep.</summary>
    [Range(1, 1024L * 1024 * 1024, ErrorMessage = "Files:QuotaMb 应在 1 到 1073741824 之间")]
    public long QuotaMb { get; set; } = 10 * 1024;

    /// <summary>How many files one person may be uploading to one node at a time.</summary>
    [Range(1, 100, ErrorMessage = "Files:UploadsAtOnce 应在 1 到 100 之间")]
    public int UploadsAtOnce { get; set; } = 5;

    /// <summary>A file that is being written for longer than this was given up by a node that died.</summary>
    public TimeSpan GivenUpAfter { get; set; } = TimeSpan.FromHours(24);

    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(5);

    internal long QuotaBytes => QuotaMb * 1024 * 1024;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (GivenUpAfter < TimeSpan.FromHours(1) || GivenUpAfter > TimeSpan.FromDays(30))
            yield return new("Files:GivenUpAfter 应在 01:00:00 到 30.00:00:00 之间", [nameof(GivenUpAfter)]);
        if (SweepEvery < TimeSpan.FromSeconds(1) || SweepEvery > TimeSpan.FromDays(1))
            yield return new("Files:SweepEvery 应在 00:00:01 到 1.00:00:00 之间", [nameof(SweepEvery)]);
        if (WhyNotWritable() is { } reason)
            yield return new($"Files:Folder 指向的文件夹“{Folder}”不能写入（{reason}），请检查路径和权限", [nameof(Folder)]);
    }

    private string? WhyNotWritable()
    {
        try
        {
            Directory.CreateDirectory(Folder);
            using var probe = new FileStream(Path.Combine(Folder, $".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return e.Message;
        }
    }
}
