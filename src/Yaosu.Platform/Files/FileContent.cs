namespace Yaosu.Platform.Files;

/// <param name="Kind">By the bytes alone.</param>
/// <param name="Image">Null unless it is an image.</param>
/// <param name="Unpacked">What a zip or xlsx says of its unpacked size; null for anything else. A reader still has to count: a file can lie.</param>
public sealed record FileContent(FileKind Kind, ImageSize? Image = null, long? Unpacked = null);

public readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>Decoded, a picture of this size takes 160 MB of a browser's memory.</summary>
    public const int MaxPixels = 40_000_000;

    public long Pixels => (long)Width * Height;
}
