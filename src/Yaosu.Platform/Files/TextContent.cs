using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Yaosu.Platform.Files;

/// <summary>Whether a beginning is text, and if so whether a browser or a shell would do something with it.</summary>
internal static class TextContent
{
    private static readonly SearchValues<byte> Binary = SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(b => b is not (9 or 10 or 12 or 13)).Select(b => (byte)b), 0x7F]);
    private static readonly SearchValues<char> BinaryCharacters =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(b => b is not (9 or 10 or 12 or 13)).Select(b => (char)b), '\u007F', '\uFFFD', '\uFFFE', '\uFFFF']);

    /// <summary>Null when it isn't text.</summary>
    public static FileKind? Sniff(ReadOnlySpan<byte> sample, bool isWhole)
    {
        if (sample.StartsWith(Encoding.Unicode.Preamble) || sample.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            // A sample may end within a pair; two bytes less at its end tell as much.
            var encoding = sample[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            var text = encoding.GetString(isWhole ? sample[2..] : sample[2..^2]);
            var checkedText = !isWhole && text is [.., '\uFFFD'] ? text[..^1] : text;
            return checkedText.AsSpan().IndexOfAny(BinaryCharacters) < 0 ? KindOf(text) : null;
        }

        // With the mark it calls itself UTF-8: then a control character is a typist's, as in an export of ours, and not a sign of something else.
        var isMarked = sample.StartsWith(Encoding.UTF8.Preamble);
        while (sample.StartsWith(Encoding.UTF8.Preamble))
            sample = sample[3..];
        var isText = isMarked ? IsUtf8(sample, isWhole) : sample.IndexOfAny(Binary) < 0 && (IsUtf8(sample, isWhole) || IsGb18030(sample, isWhole));
        if (!isText)
            return null;
        // Markup is ASCII in either encoding.
        return KindOf(Encoding.Latin1.GetString(sample));
    }

    private static bool IsUtf8(ReadOnlySpan<byte> sample, bool isWhole)
    {
        if (Utf8.IsValid(sample))
            return true;
        for (var cut = 1; !isWhole && cut <= 3 && cut < sample.Length; cut++)
        {
            if (sample[^cut] >= 0xC0)
                return Utf8.IsValid(sample[..^cut]);
        }

        return false;
    }

    private static bool IsGb18030(ReadOnlySpan<byte> sample, bool isWhole)
    {
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] < 0x80)
                continue;
            if (sample[i] is 0x80 or 0xFF)
                return false;
            if (++i == sample.Length)
                return !isWhole;
            if (sample[i] is >= 0x40 and not 0xFF)
                continue;
            // Four bytes: the second and fourth are digits.
            if (sample[i] is < 0x30 or > 0x39)
                return false;
            if (i + 2 >= sample.Length)
                return !isWhole;
            if (sample[i + 1] is < 0x81 or 0xFF || sample[i + 2] is < 0x30 or > 0x39)
                return false;
            i += 2;
        }

        return true;
    }

    private static FileKind KindOf(string text)
    {
        var start = text.AsSpan().TrimStart(" \t\r\n\f\uFEFF");
        if (StartsWith(start, "#!") || StartsWith(start, "<?php") || StartsWith(start, "<?=") || StartsWith(start, "<%") || StartsWith(start, "@echo"))
            return FileKind.Script;
        if (start.Length < 2 || start[0] != '<' || !(char.IsAsciiLetter(start[1]) || start[1] is '!' or '?' or '/'))
            return FileKind.Text;

        var svg = start.IndexOf("<svg", StringComparison.OrdinalIgnoreCase);
        var html = start.IndexOf("<html", StringComparison.OrdinalIgnoreCase);
        if (svg >= 0 && (html < 0 || svg < html))
            return FileKind.Svg;
        return html < 0 && StartsWith(start, "<?xml") ? FileKind.Xml : FileKind.Html;
    }

    private static bool StartsWith(ReadOnlySpan<char> text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
