using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;
using Yaosu.Platform.Files;

namespace Yaosu.Tests.Platform.Files;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("药品说明书.pdf", "药品说明书.pdf")]
    [InlineData("a b (1)-v2_最终.xlsx", "a b (1)-v2_最终.xlsx")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\web.config", "web.config")]
    [InlineData("C:\\x", "x")]
    [InlineData("C:x", "x")]
    [InlineData("/", "未命名")]
    [InlineData("..", "未命名")]
    [InlineData("a/", "未命名")]
    [InlineData("", "未命名")]
    [InlineData(null, "未命名")]
    [InlineData("   ", "未命名")]
    [InlineData("a\0.png", "a.png")]
    [InlineData("a\r\nSet-Cookie: x=1", "aSet-Cookie_ x=1")]
    [InlineData("photo\u202Egnp.exe", "photognp.exe")]
    [InlineData("\u2066a\u2069\u200B\uFEFF.txt", "a.txt")]
    [InlineData("a\u2028b\u2029.txt", "ab.txt")]
    [InlineData("a\u00A0b\u3000c.txt", "a b c.txt")]
    [InlineData("a.txt:evil.exe", "a.txt_evil.exe")]
    [InlineData("<b>\"x\"|?*.html", "_b__x____.html")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("report.pdf. . .", "report.pdf")]
    [InlineData("CON", "_CON")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("Com1 .tar.gz", "_Com1 .tar.gz")]
    [InlineData("LPT¹", "_LPT¹")]
    [InlineData("CONTRACT.pdf", "CONTRACT.pdf")]
    [InlineData("e\u0301.txt", "é.txt")]
    public void A_name_becomes_safe(string? untrusted, string safe) => FileName.Safe(untrusted).Should().Be(safe);

    [Fact]
    public void A_lone_half_of_a_surrogate_pair_is_dropped() => FileName.Safe(new string(['a', '\uD83D', '.', 'b'])).Should().Be("a.b");

    [Fact]
    public void A_long_name_is_cut_between_characters_and_keeps_its_extension()
    {
        var chinese = FileName.Safe(new string('药', 300) + ".xlsx");
        var emoji = FileName.Safe("a" + string.Concat(Enumerable.Repeat("😀", 300)) + ".pdf");
        var extension = FileName.Safe("a." + new string('b', 300));
        var device = FileName.Safe("CON" + new string(' ', 300) + "x.txt");

        chinese.Should().Be(new string('药', 65) + ".xlsx");
        emoji.Should().StartWith("a😀").And.EndWith("😀.pdf");
        extension.Should().HaveLength(200);
        device.Should().Be("_CON.txt");
    }

    [Fact]
    public void Whatever_comes_in_is_safe_and_making_it_safe_again_changes_nothing()
    {
        string[] pieces =
        [
            "..", "/", "\\", ":", "C:", "CON", "nul", "lpt1", ".", " ", "\0", "\r\n", "\t", "\u202E", "\u200D", "\uD83D", "\uDE00", "😀", "药", "e", "\u0301", "<", "\u0338",
            "\"", "%2F", "'", ";", "\uFFFD", "\uFFFE", "\uE000", "\u3000", ".pdf", ".exe", new string('长', 70), new string('x', 210), "~", "_", "\u212B",
        ];
        var random = new Random(20_262);
        for (var i = 0; i < 20_000; i++)
        {
            var untrusted = string.Concat(Enumerable.Range(0, random.Next(0, 8)).Select(_ => pieces[random.Next(pieces.Length)]));

            var safe = FileName.Safe(untrusted);

            FileName.Safe(safe).Should().Be(safe, "of {0}", untrusted);
            if (safe.Length == 0 || safe.IndexOfAny([.. "<>:\"|?*/\\"]) >= 0 || safe[0] is '.' or ' ' || safe[^1] is '.' or ' ' || Encoding.UTF8.GetByteCount(safe) > 200
                || safe.EnumerateRunes().Any(r => r.Value == 0xFFFD || Rune.GetUnicodeCategory(r) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse))
            {
                Assert.Fail($"{untrusted} became {safe}");
            }
        }
    }

    [Theory]
    [InlineData("药品 \"说明\"; x=1.pdf")]
    [InlineData("a\r\nSet-Cookie: x=1.pdf")]
    [InlineData("100%25;'.csv")]
    [InlineData("😀.png")]
    [InlineData("plain.txt")]
    public void The_header_carries_exactly_the_safe_name_and_nothing_more(string untrusted)
    {
        var header = FileName.ContentDisposition(untrusted);

        header.Should().StartWith("attachment; filename=").And.MatchRegex("^[\\x20-\\x7E]+$");
        var read = ContentDispositionHeaderValue.Parse(header);
        read.FileNameStar.Value.Should().Be(FileName.Safe(untrusted));
        read.Parameters.Select(p => p.Name.Value).Should().BeEquivalentTo("filename", "filename*");
    }
}
