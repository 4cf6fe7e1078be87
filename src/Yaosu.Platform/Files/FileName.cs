using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Yaosu.Platform.Files;

/// <summary>Makes the name that somebody gave a file safe to show, to save and to send. Stored files are found by ids of ours, never by it.</summary>
public static class FileName
{
    private const string Nameless = "未命名";
    private const string RefusedByWindows = "<>:\"|?*/\\";

    // File systems take 255 bytes; a browser may add " (12)" and a temporary extension.
    private const int MaxBytes = 200;
    private const int LongestExtension = 16;

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$", .. "123456789¹²³".SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>The last part of a path, without what is invisible, turns the reading direction or means something to a file system.</summary>
    public static string Safe(string? untrusted)
    {
        var visible = Visible(untrusted ?? "");
        var last = visible[(visible.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        if (last.Length > 1 && last[1] == ':' && char.IsAsciiLetter(last[0]))
            last = last[2..];
        var name = Shorten(Trim(new string([.. last.Select(c => RefusedByWindows.Contains(c, StringComparison.Ordinal) ? '_' : c)])));
        if (Devices.Contains(name.Split('.')[0].TrimEnd()))
            name = Shorten("_" + name);
        return name.Length == 0 ? Nameless : name;
    }

    /// <summary>The header value that makes a browser save the file under its safe name, Chinese included.</summary>
    public static string ContentDisposition(string? untrusted)
    {
        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName(Safe(untrusted));
        return header.ToString();
    }

    private static string Visible(string text)
    {
        var visible = new StringBuilder(Math.Min(text.Length, 4_096));
        foreach (var rune in text.EnumerateRunes())
        {
            var kept = Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "",
                UnicodeCategory.SpaceSeparator => " ",
                // What stands in for half a surrogate pair.
                _ => rune.Value == 0xFFFD ? "" : rune.ToString(),
            };
            visible.Append(kept);
        }

        return visible.ToString().Normalize(NormalizationForm.FormC);
    }

    // Windows drops blanks and dots at the end; a dot at the start hides a file elsewhere.
    private static string Trim(string name) => name.TrimStart(' ', '.').TrimEnd(' ', '.');

    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes)
            return name;
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= LongestExtension ? name[dot..] : "";
        var room = MaxBytes - Encoding.UTF8.GetByteCount(extension);
        var kept = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
                break;
            kept.Append(rune.ToString());
        }

        return Trim(kept.ToString()) + extension;
    }
}
