using System.Globalization;
using System.Text;
using Yaosu.Platform.Pdf.Fonts;

namespace Yaosu.Platform.Pdf;

/// <summary>How wide a text is, and where its lines break. Chinese breaks between any two characters, but no line begins with closing punctuation and none ends with opening.</summary>
public static class PdfText
{
    private const string NotFirst = "，。、；：？！）》」』】〕〉〗…—～·％‰℃°’”,.;:?!)]}%»›ーゝゞ々〃";
    private const string NotLast = "（《「『【〔〈〖￥$¥‘“([{«‹#＃";

    /// <summary>In millimetres.</summary>
    public static double Width(TrueTypeFile font, double size, string text)
    {
        var thousandths = 0L;
        foreach (var rune in Drawn(text))
            thousandths += font.AdvanceOf(font.GlyphOf(rune));
        return thousandths * size / 1000;
    }

    /// <summary>At least one line. Line breaks in the text are kept, spaces at the end of a line are not. A word that is wider than the line breaks anywhere.</summary>
    public static IReadOnlyList<string> Wrap(TrueTypeFile font, double size, double width, string text)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
            WrapParagraph(font, (long)Math.Floor((width * 1000 / size) + 0.001), paragraph, lines);
        return lines;
    }

    /// <summary>The text, or as much of it as fits with an ellipsis behind.</summary>
    public static string Shorten(TrueTypeFile font, double size, double width, string text)
    {
        if (Width(font, size, text) <= width)
            return text;
        var room = width - Width(font, size, "…");
        var kept = new StringBuilder(text.Length);
        foreach (var rune in Drawn(text))
        {
            room -= font.AdvanceOf(font.GlyphOf(rune)) * size / 1000;
            if (room < 0)
                break;
            kept.Append(rune.ToString());
        }
        return kept.Append('…').ToString();
    }

    /// <summary>What takes room: marks that only direct others (joiners, variants of a character) take none, and line breaks and tabs are spaces.</summary>
    internal static IEnumerable<Rune> Drawn(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune))
                yield return new Rune(' ');
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format && rune.Value is not ((>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF)))
                yield return rune;
        }
    }

    private static void WrapParagraph(TrueTypeFile font, long width, string paragraph, List<string> lines)
    {
        var (line, room, first) = (new StringBuilder(), width, lines.Count);
        foreach (var piece in Pieces([.. Drawn(paragraph)]))
        {
            var wide = piece.Sum(rune => (long)font.AdvanceOf(font.GlyphOf(rune)));
            var isSpace = Rune.IsWhiteSpace(piece[0]);
            // An indent is kept, what a line broke at is not.
            if (isSpace && (line.Length == 0 ? lines.Count > first : wide > room))
                continue;
            if (wide > room && line.Length > 0)
                End();
            if (wide <= room)
            {
                foreach (var rune in piece)
                    line.Append(rune.ToString());
                room -= wide;
                continue;
            }
            foreach (var rune in piece)
            {
                var advance = font.AdvanceOf(font.GlyphOf(rune));
                if (advance > room && line.Length > 0)
                    End();
                line.Append(rune.ToString());
                room -= advance;
            }
        }
        lines.Add(line.ToString().TrimEnd());

        void End()
        {
            lines.Add(line.ToString().TrimEnd());
            line.Clear();
            room = width;
        }
    }

    /// <summary>What must stay on one line.</summary>
    private static IEnumerable<Rune[]> Pieces(Rune[] text)
    {
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && !MayBreak(text[i - 1], text[i]))
                continue;
            if (i > start)
                yield return text[start..i];
            start = i;
        }
    }

    private static bool MayBreak(Rune before, Rune after)
    {
        if (Rune.IsWhiteSpace(before) || Rune.IsWhiteSpace(after))
            return true;
        if (Has(NotFirst, after) || Has(NotLast, before))
            return false;
        return IsWide(before) || IsWide(after) || before.Value is '-' or '/' || Has(NotFirst, before) && IsWide(after);
    }

    private static bool Has(string characters, Rune rune) => rune.IsBmp && characters.Contains((char)rune.Value);

    /// <summary>Characters that fill a square: Chinese, Japanese, Korean and their punctuation.</summary>
    private static bool IsWide(Rune rune) => rune.Value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F)
        or (>= 0xFF00 and <= 0xFFEF) or (>= 0x20000 and <= 0x3FFFF) or '…' or '—' or '“' or '”' or '‘' or '’';
}
