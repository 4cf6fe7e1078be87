using System.Text;
using Yaosu.Platform.Pdf;
using Yaosu.Platform.Pdf.Fonts;

namespace Yaosu.Tests.Platform.Pdf;

public sealed class TextTests
{
    private const string Closing = "，。、；：？！）》」』】…—％”’,.;:?!)]}%";
    private const string Opening = "（《「『【“‘([{";

    [Fact]
    public void Chinese_breaks_where_the_line_is_full() =>
        Wrap(4, 16.1, "一二三四五六七八九").Should().Equal("一二三四", "五六七八", "九");

    [Fact]
    public void No_line_begins_with_closing_punctuation_and_none_ends_with_opening()
    {
        Wrap(4, 16.1, "一二三四，五六").Should().Equal("一二三", "四，五六");
        Wrap(4, 16.1, "一二三四……五").Should().Equal("一二三", "四……五");
        Wrap(4, 16.1, "一二三《四五》六").Should().Equal("一二三", "《四五》", "六");
        Wrap(4, 16.1, "一二（“三四”）。五").Should().Equal("一二", "（“三", "四”）。", "五");
    }

    [Fact]
    public void Latin_words_and_numbers_stay_together_and_too_long_ones_break_anywhere()
    {
        Wrap(4, 24, "批号 B20260001 数量").Should().Equal("批号", "B20260001", "数量");
        Wrap(4, 20, "药ABCDEFGHIJKLMNOPQ").Should().HaveCountGreaterThan(2).And.OnlyContain(line => Width(line) <= 20);
        Wrap(4, Width("trace  codes of") + 1, "trace  codes of drugs").Should().Equal("trace  codes of", "drugs");
    }

    [Fact]
    public void Line_breaks_of_the_text_are_kept()
    {
        Wrap(4, 100, "一\r\n二\n\n三").Should().Equal("一", "二", "", "三");
        Wrap(4, 100, "").Should().Equal("");
        Wrap(4, 100, "首\n  缩进").Should().Equal("首", "  缩进");
        Wrap(4, 9, "一二 三").Should().Equal("一二", "三");
    }

    [Fact]
    public void Of_any_text_every_line_fits_and_no_character_is_lost()
    {
        var random = new Random(7);
        var alphabet = "药品追溯系统一二三，。；）》…”（《“ABCdef123 .,-/😀".EnumerateRunes().ToArray();
        for (var turn = 0; turn < 2000; turn++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => alphabet[random.Next(alphabet.Length)].ToString()));
            var width = 20.0 + random.Next(40);
            var lines = Wrap(4, width, text);
            string.Concat(lines).Replace(" ", "").Should().Be(text.Replace(" ", ""));
            lines.Should().OnlyContain(line => Width(line) <= width + 0.001, text);
        }
    }

    [Fact]
    public void In_any_sentence_punctuation_stays_with_its_word()
    {
        var random = new Random(8);
        for (var turn = 0; turn < 2000; turn++)
        {
            var text = string.Concat(Enumerable.Range(0, 40).Select(_ => random.Next(6) switch
            {
                0 => $"字{Closing[random.Next(Closing.Length)]}",
                1 => $"{Opening[random.Next(Opening.Length)]}字",
                _ => "字",
            }));
            var lines = Wrap(4, 20.0 + random.Next(40), text);
            lines.Should().HaveCountGreaterThan(2).And.OnlyContain(line => !Closing.Contains(line.First()) && !Opening.Contains(line.Last()), text);
        }
    }

    [Fact]
    public void What_is_too_wide_is_shortened_with_an_ellipsis()
    {
        PdfText.Shorten(PdfFonts.Regular, 4, 20, "一二三四五").Should().Be("一二三四五");
        PdfText.Shorten(PdfFonts.Regular, 4, 19, "一二三四五").Should().Be("一二三…");
        PdfText.Shorten(PdfFonts.Regular, 4, 8, "😀😀😀").EnumerateRunes().Should().NotContain(Rune.ReplacementChar);
        PdfText.Shorten(PdfFonts.Regular, 4, 1, "一").Should().Be("…");
    }

    private static double Width(string text) => PdfText.Width(PdfFonts.Regular, 4, text);

    private static IReadOnlyList<string> Wrap(double size, double width, string text) => PdfText.Wrap(PdfFonts.Regular, size, width, text);
}
