using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Yaosu.Platform.Qr;

namespace Yaosu.Tests.Platform.Qr;

public sealed class MatrixTests
{
    [Theory]
    [InlineData("https://yaosu.example/s/8a7f0K3M9QW2XZ5B")]
    [InlineData("药品追溯码：阿莫西林胶囊")]
    [InlineData("81234567890123456789")]
    [InlineData("HTTPS://YAOSU.EXAMPLE/S/8A7F")]
    [InlineData("a")]
    public void A_code_reads_back(string content)
    {
        var matrix = QrMatrix.Of(content)!;
        QrReader.Read((x, y) => matrix[x, y], matrix.Size).Should().Be(content);
    }

    [Fact]
    public void Digits_and_capitals_make_smaller_codes_and_too_much_makes_none()
    {
        QrMatrix.Of(new string('8', 41))!.Size.Should().BeLessThan(QrMatrix.Of(new string('a', 41))!.Size);
        QrMatrix.Of(new string('A', 60))!.Size.Should().BeLessThan(QrMatrix.Of(new string('a', 60))!.Size);
        QrMatrix.Of(new string('a', 4000)).Should().BeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(400)]
    public void Rectangles_cover_every_dark_module_once_and_no_light_one(int length)
    {
        var matrix = QrMatrix.Of(new string('x', length))!;
        var covered = new int[matrix.Size, matrix.Size];
        var rectangles = matrix.Rectangles();
        foreach (var (left, top, width, height) in rectangles)
            for (var y = top; y < top + height; y++)
                for (var x = left; x < left + width; x++)
                    covered[x, y]++;

        for (var y = 0; y < matrix.Size; y++)
            for (var x = 0; x < matrix.Size; x++)
                covered[x, y].Should().Be(matrix[x, y] ? 1 : 0);
        rectangles.Should().Contain(x => x.Height == 3 && x.Width == 3, "the middle of a corner is one");
    }

    [Fact]
    public void A_png_is_one_bit_deep_and_every_module_as_many_pixels()
    {
        const int Pixels = 5;
        var matrix = QrMatrix.Of("https://yaosu.example/s/8a7f")!;
        var png = QrPng.Of(matrix, Pixels);

        var (side, light) = ReadPng(png);
        side.Should().Be(matrix.Side * Pixels);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (column, row) = ((x / Pixels) - QrMatrix.QuietZone, (y / Pixels) - QrMatrix.QuietZone);
                var isInside = column >= 0 && row >= 0 && column < matrix.Size && row < matrix.Size;
                light(x, y).Should().Be(!isInside || !matrix[column, row]);
            }
        }
        var none = () => QrPng.Of(matrix, 0);
        none.Should().Throw<ArgumentOutOfRangeException>();
        var many = () => QrPng.Of(matrix, 10_000);
        many.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void An_svg_has_the_same_modules_and_a_size_when_asked()
    {
        var matrix = QrMatrix.Of("https://yaosu.example/s/8a7f")!;
        var svg = QrSvg.Of(matrix, "码 <1>", 25);

        svg.Should().StartWith($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {matrix.Side} {matrix.Side}\" width=\"25mm\" height=\"25mm\" role=\"img\" aria-label=\"码 &lt;1&gt;\"");
        QrSvg.Of(matrix, "码").Should().NotContain("width=");
        var boxes = Regex.Matches(svg, @"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z").Select(match => match.Groups.Values.Skip(1).Select(x => int.Parse(x.Value, CultureInfo.InvariantCulture)).ToArray()).ToList();
        boxes.Should().OnlyContain(box => box[2] == box[4]);
        bool Dark(int x, int y) => boxes.Any(box => x + QrMatrix.QuietZone >= box[0] && x + QrMatrix.QuietZone < box[0] + box[2] && y + QrMatrix.QuietZone >= box[1] && y + QrMatrix.QuietZone < box[1] + box[3]);
        QrReader.Read(Dark, matrix.Size).Should().Be("https://yaosu.example/s/8a7f");
    }

    private static (int Side, Func<int, int, bool> Light) ReadPng(byte[] png)
    {
        png[..8].Should().Equal(0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10);
        var (side, line, pixels) = (0, 0, Array.Empty<byte>());
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var content = png.AsSpan(at + 8, length);
            BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)).Should().Be(Crc(png.AsSpan(at + 4, length + 4)));
            if (png.AsSpan(at + 4, 4).SequenceEqual("IHDR"u8))
            {
                side = BinaryPrimitives.ReadInt32BigEndian(content);
                BinaryPrimitives.ReadInt32BigEndian(content[4..]).Should().Be(side);
                content[8..].ToArray().Should().Equal(1, 0, 0, 0, 0);
                line = 1 + ((side + 7) / 8);
            }
            else if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                using var unpacked = new MemoryStream();
                using (var unpacking = new ZLibStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress))
                    unpacking.CopyTo(unpacked);
                pixels = unpacked.ToArray();
            }
            at += 12 + length;
        }
        pixels.Should().HaveCount(line * side);
        return (side, (x, y) => pixels[y * line] == 0 && ((pixels[(y * line) + 1 + (x / 8)] >> (7 - (x % 8))) & 1) == 1);
    }

    // Bit by bit, as the standard writes it down.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
