using System.Buffers;

namespace Yaosu.Platform.Files;

/// <summary>
/// Decides what an upload is by its bytes. Nothing is decoded or unpacked, hostile bytes never throw, and little is read however long
/// the file is. What begins in one format and is broken as such is <see cref="FileKind.Unknown"/>, never a guess.
/// </summary>
public static class ContentSniffer
{
    private const int SampleSize = 64 * 1024;
    private const long AlwaysUnpackable = 100L * 1024 * 1024;
    private const long NeverUnpackable = 2L * 1024 * 1024 * 1024;
    private const int SuspiciousRatio = 100;

    /// <summary>The sniffed content when its kind is allowed and its size can be handled; else why not.</summary>
    public static async Task<Outcome<FileContent>> AcceptAsync(Stream file, IReadOnlySet<FileKind> allowed, CancellationToken cancellation)
    {
        var content = await SniffAsync(file, cancellation);
        if (content.Kind == FileKind.Empty)
            return FileRefusals.Empty();
        if (content.Kind == FileKind.Unknown)
            return FileRefusals.Broken(allowed);
        if (content.Kind == FileKind.PrivateKey)
            return FileRefusals.PrivateKey();
        if (!allowed.Contains(content.Kind))
            return FileRefusals.KindNotAllowed(content.Kind, allowed);
        if (content.Image is { } size && size.Pixels > ImageSize.MaxPixels)
            return FileRefusals.TooManyPixels(size);
        if (content.Unpacked is { } unpacked && (unpacked > NeverUnpackable || (unpacked > AlwaysUnpackable && unpacked / SuspiciousRatio > file.Length)))
            return FileRefusals.UnpacksTooLarge();
        return content;
    }

    /// <summary>Reads a seekable stream and leaves it at its start.</summary>
    public static async Task<FileContent> SniffAsync(Stream file, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(SampleSize);
        try
        {
            file.Position = 0;
            var length = await file.ReadAtLeastAsync(buffer.AsMemory(0, SampleSize), SampleSize, throwOnEndOfStream: false, cancellation);
            return await SniffAsync(file, buffer.AsMemory(0, length), cancellation);
        }
        finally
        {
            file.Position = 0;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<FileContent> SniffAsync(Stream file, ReadOnlyMemory<byte> sample, CancellationToken cancellation)
    {
        if (sample.IsEmpty)
            return new(FileKind.Empty);
        if (sample.Span.StartsWith(JpegStart))
            return Image(FileKind.Jpeg, await ImageHeaders.JpegAsync(file, cancellation));
        if (sample.Span.StartsWith(PngStart))
            return Image(FileKind.Png, ImageHeaders.Png(sample.Span));
        if (sample.Span.StartsWith("GIF87a"u8) || sample.Span.StartsWith("GIF89a"u8))
            return Image(FileKind.Gif, ImageHeaders.Gif(sample.Span));
        if (sample.Length >= 12 && sample.Span.StartsWith("RIFF"u8) && sample.Span[8..].StartsWith("WEBP"u8))
            return Image(FileKind.WebP, ImageHeaders.WebP(sample.Span));
        if (sample.Span.StartsWith("PK\x03\x04"u8) || sample.Span.StartsWith("PK\x05\x06"u8))
            return await ZipDirectory.ReadAsync(file, cancellation) is { } directory ? new(directory.Kind, Unpacked: directory.Unpacked) : new(FileKind.Unknown);
        if (sample.Span.StartsWith("%PDF-"u8))
            return new(FileKind.Pdf);
        if (sample.Span.StartsWith(OldOfficeStart))
            return new(FileKind.OldOffice);
        if (sample.Length == file.Length && CertificateContent.Sniff(sample) is { } certificate)
            return new(certificate);
        if (TextContent.Sniff(sample.Span, isWhole: sample.Length == file.Length) is { } kind)
            return new(kind);
        return new(IsExecutable(sample.Span) ? FileKind.Executable : FileKind.Unknown);
    }

    private static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> PngStart => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> OldOfficeStart => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private static FileContent Image(FileKind kind, ImageSize? size) => size is null ? new(FileKind.Unknown) : new(kind, size);

    // Asked last: a text may well begin with MZ.
    private static bool IsExecutable(ReadOnlySpan<byte> sample)
    {
        ReadOnlySpan<byte> shortcut = [0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0];
        ReadOnlySpan<byte> mach32 = [0xFE, 0xED, 0xFA, 0xCE];
        ReadOnlySpan<byte> mach64 = [0xFE, 0xED, 0xFA, 0xCF];
        ReadOnlySpan<byte> mach32Little = [0xCE, 0xFA, 0xED, 0xFE];
        ReadOnlySpan<byte> mach64Little = [0xCF, 0xFA, 0xED, 0xFE];
        ReadOnlySpan<byte> javaOrUniversal = [0xCA, 0xFE, 0xBA, 0xBE];
        return sample.StartsWith("MZ"u8) || sample.StartsWith("\u007FELF"u8) || sample.StartsWith("\0asm"u8) || sample.StartsWith("dex\n"u8)
            || sample.StartsWith(shortcut) || sample.StartsWith(javaOrUniversal)
            || sample.StartsWith(mach32) || sample.StartsWith(mach64) || sample.StartsWith(mach32Little) || sample.StartsWith(mach64Little);
    }
}
