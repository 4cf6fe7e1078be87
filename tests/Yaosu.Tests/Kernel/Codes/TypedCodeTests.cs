using Yaosu.Codes;

namespace Yaosu.Tests.Kernel.Codes;

public sealed class TypedCodeTests
{
    [Theory]
    [InlineData("81234567890123456789", "81234567890123456789")]
    [InlineData(" 8123456 7890-1234 56789\r\n", "81234567890123456789")]
    [InlineData("８１２３４５６ab－ＣｄＥ　", "8123456ABCDE")]
    [InlineData("81\u200B23\uFEFF45\u00AD67", "81234567")]
    [InlineData("AB\u2010CD\u2013EF\u2212G", "ABCDEFG")]
    [InlineData("https://example.invalid/c/AB12CD", "AB12CD")]
    [InlineData("https://example.invalid/c/AB12CD/", "AB12CD")]
    [InlineData("HTTPS://EXAMPLE.INVALID/AB12CD", "AB12CD")]
    [InlineData("http://example.invalid:8080/scan?code=ab12cd", "AB12CD")]
    [InlineData("http://example.invalid/scan?x=1&C=ab-12%20cd&y=2#c=9", "AB12CD")]
    [InlineData("https://example.invalid?c=AB12", "AB12")]
    [InlineData("https://example.invalid/%41%42?from=wechat", "AB")]
    [InlineData("https://example.invalid/AB12#top", "AB12")]
    [InlineData("example.invalid/t/AB12", "AB12")]
    [InlineData("https：／／example.invalid／AB12", "AB12")]
    [InlineData("https://example.invalid/AB12?code=", "AB12")]
    public void A_code_is_found_in_what_people_type_and_scan(string typed, string code) => TypedCode.Clean(typed).Should().Be(code);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" - ")]
    [InlineData("药品")]
    [InlineData("AB_12")]
    [InlineData("AB+12")]
    [InlineData("AB/12")]
    [InlineData("AB?12")]
    [InlineData("٣٤٥")]
    [InlineData("ſı")]
    [InlineData("https://example.invalid")]
    [InlineData("https://example.invalid/")]
    [InlineData("https://")]
    [InlineData("https:///AB12")]
    [InlineData("https://example.invalid/index.html")]
    [InlineData("https://example.invalid/AB12?c=药")]
    [InlineData("javascript://example.invalid/AB12%0aalert(1)")]
    [InlineData("\ud800")]
    [InlineData("https://example.invalid/%ZZ%")]
    public void Where_there_is_no_code_none_is_found(string? typed) => TypedCode.Clean(typed).Should().BeNull();

    [Fact]
    public void What_is_too_long_is_no_code()
    {
        TypedCode.Clean(new string('1', 64)).Should().HaveLength(64);
        TypedCode.Clean(new string('1', 65)).Should().BeNull();
        TypedCode.Clean(string.Concat(Enumerable.Repeat(" - ", 150)) + "AB12").Should().Be("AB12");
        TypedCode.Clean("https://example.invalid/?x=" + new string('y', 479) + "&c=AB12").Should().BeNull("that is more than 512");
        TypedCode.Clean("https://example.invalid/?x=" + new string('y', 478) + "&c=AB12").Should().Be("AB12");
    }

    [Fact]
    public void Noise_never_throws_and_gives_nothing_but_codes()
    {
        var random = new Random(5);
        const string Pieces = "https://example.invalid/?c=&code=%2F%#AB12-  ：／\u200B\ud83d\udc8a药.";
        var found = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(6) == 0 ? (char)random.Next(0x10000) : Pieces[random.Next(Pieces.Length)]));
            if (TypedCode.Clean(text) is not { } code)
                continue;
            code.Should().MatchRegex("^[0-9A-Z]{1,64}$");
            found++;
        }
        found.Should().BeGreaterThan(0);
    }
}
