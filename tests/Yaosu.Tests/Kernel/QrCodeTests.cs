using System.Xml;
using System.Xml.Linq;

namespace Yaosu.Tests.Kernel;

public sealed class QrCodeTests
{
    [Fact]
    public void Correction_is_that_of_the_standards_example() =>
        Convert.ToHexString(QrCode.Correction(Convert.FromHexString("10200C566180EC11EC11EC11EC11EC11"), 10)).Should().Be("A524D4C1ED36C7872C55");

    [Theory]
    [InlineData("", 1)]
    [InlineData("A", 1)]
    [InlineData("12345678901234", 1)]
    [InlineData("123456789012345", 2)]
    [InlineData("https://example.invalid/扫码登录?t=药", 3)]
    public void A_text_reads_back(string text, int version)
    {
        var code = QrCode.Of(text);
        code.Version.Should().Be(version);
        code.Size.Should().Be(17 + (4 * version));
        QrReader.Read((x, y) => code[x, y], code.Size).Should().Be(text);
    }

    [Fact]
    public void Texts_of_every_length_read_back_and_use_every_version_and_several_masks()
    {
        var random = new Random(11);
        var (versions, masks) = (new HashSet<int>(), new HashSet<int>());
        for (var length = 0; length <= QrCode.MostBytes; length += 3)
        {
            var text = new string([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(0x20, 0x7F))]);
            var code = QrCode.Of(text);
            QrReader.Read((x, y) => code[x, y], code.Size).Should().Be(text);
            versions.Add(code.Version);
            masks.Add(code.Mask);
        }
        versions.Should().BeEquivalentTo(Enumerable.Range(1, 15));
        masks.Should().HaveCountGreaterThan(4);
        QrCode.Of(new string('x', QrCode.MostBytes)).Version.Should().Be(15);
        var tooLong = () => QrCode.Of(new string('x', QrCode.MostBytes + 1));
        tooLong.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Corners_and_rhythm_stand_where_scanners_look_for_them()
    {
        var code = QrCode.Of("yaosu");
        string[] corner = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"];
        foreach (var (left, top) in new[] { (0, 0), (code.Size - 7, 0), (0, code.Size - 7) })
            Enumerable.Range(0, 7).Select(y => string.Concat(Enumerable.Range(0, 7).Select(x => code[left + x, top + y] ? '1' : '0'))).Should().Equal(corner);
        for (var i = 0; i < 8; i++)
            (code[7, i], code[i, 7], code[code.Size - 8, i], code[i, code.Size - 8]).Should().Be((false, false, false, false));
        for (var i = 8; i < code.Size - 8; i++)
            (code[6, i], code[i, 6]).Should().Be((i % 2 == 0, i % 2 == 0));
        code[8, code.Size - 8].Should().BeTrue();
    }

    [Fact]
    public void From_version_seven_on_the_version_is_written_as_the_standard_says()
    {
        var code = QrCode.Of(new string('x', 110));
        code.Version.Should().Be(7);
        var bits = string.Concat(Enumerable.Range(0, 18).Reverse().Select(i => code[i / 3, code.Size - 11 + (i % 3)] ? '1' : '0'));
        bits.Should().Be("000111110010010100");
        Enumerable.Range(0, 18).Should().OnlyContain(i => code[i / 3, code.Size - 11 + (i % 3)] == code[code.Size - 11 + (i % 3), i / 3]);
    }

    [Fact]
    public void The_picture_shows_the_modules_with_room_around_them()
    {
        var code = QrCode.Of("yaosu");
        var svg = code.ToSvg("扫码<登录>");
        using var reader = XmlReader.Create(new StringReader(svg), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        var root = XDocument.Load(reader).Root!;
        ((string)root.Attribute("viewBox")!).Should().Be("0 0 29 29");
        ((string)root.Attribute("aria-label")!).Should().Be("扫码<登录>");

        var drawn = new bool[29, 29];
        foreach (var run in ((string)root.Elements().Last().Attribute("d")!).Split('M', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = System.Text.RegularExpressions.Regex.Match(run, @"^(\d+) (\d+)h(\d+)v1h-\3z$").Groups.Values.Skip(1).Select(group => int.Parse(group.Value)).ToArray();
            for (var i = 0; i < numbers[2]; i++)
                drawn[numbers[0] + i, numbers[1]] = true;
        }
        for (var x = 0; x < 29; x++)
            for (var y = 0; y < 29; y++)
                drawn[x, y].Should().Be(x is >= 4 and < 25 && y is >= 4 and < 25 && code[x - 4, y - 4]);
    }
}
