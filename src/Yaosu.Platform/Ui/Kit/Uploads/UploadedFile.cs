namespace Yaosu.Platform.Ui.Kit;

/// <summary>What the server answers for a file it has kept.</summary>
public sealed record UploadedFile(long Id, string Name, long Size, string ContentType, string Url);
