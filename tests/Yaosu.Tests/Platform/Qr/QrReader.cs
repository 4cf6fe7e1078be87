using System.Text;

namespace Yaosu.Tests.Platform.Qr;

/// <summary>Reads the modules of a QR code of level M back, by the standard alone: where everything stands is worked out here anew.</summary>
internal static class QrReader
{
    // ISO/IEC 18004 table C.1: the fifteen bits of level M with masks 0 to 7.
    internal static readonly string[] FormatsOfLevelM =
        ["101010000010010", "101000100100101", "101111001111100", "101101101001011", "100010111111001", "100000011001110", "100111110010111", "100101010100000"];

    // Table 9, level M: blocks of so many codewords in all, so many of them data; then the longer ones.
    private static readonly (int Count, int Total, int Data)[][] Blocks =
    [
        [(1, 26, 16)], [(1, 44, 28)], [(1, 70, 44)], [(2, 50, 32)], [(2, 67, 43)], [(4, 43, 27)], [(4, 49, 31)], [(2, 60, 38), (2, 61, 39)], [(3, 58, 36), (2, 59, 37)],
        [(4, 69, 43), (1, 70, 44)], [(1, 80, 50), (4, 81, 51)], [(6, 58, 36), (2, 59, 37)], [(8, 59, 37), (1, 60, 38)], [(4, 64, 40), (5, 65, 41)], [(5, 65, 41), (5, 66, 42)],
    ];

    private static readonly int[][] Centres =
    [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50], [6, 30, 54], [6, 32, 58], [6, 34, 62], [6, 26, 46, 66], [6, 26, 48, 70],
    ];

    public static string Read(Func<int, int, bool> dark, int size)
    {
        var version = (size - 17) / 4;
        var mask = MaskOf(dark, size);
        var blocks = Blocks[version - 1].SelectMany(kind => Enumerable.Repeat((kind.Total, kind.Data), kind.Count)).ToList();
        var codewords = Codewords(dark, size, version, mask, blocks.Sum(block => block.Total));

        var at = 0;
        var parts = blocks.Select(block => new List<byte>()).ToList();
        for (var i = 0; i < blocks.Max(block => block.Data); i++)
            foreach (var (part, block) in parts.Zip(blocks).Where(pair => i < pair.Second.Data))
                part.Add(codewords[at++]);
        var data = parts.SelectMany(part => part).ToList();
        for (var i = 0; i < blocks[0].Total - blocks[0].Data; i++)
            foreach (var part in parts)
                part.Add(codewords[at++]);
        at.Should().Be(codewords.Count);
        foreach (var (part, block) in parts.Zip(blocks))
            Syndromes(part, block.Total - block.Data).Should().OnlyContain(syndrome => syndrome == 0);
        return Text(data, version);
    }

    private static int MaskOf(Func<int, int, bool> dark, int size)
    {
        // The first bit of the table is the fifteenth; around the corner at the top left, and split over the other two.
        var first = string.Concat(new (int X, int Y)[] { (0, 8), (1, 8), (2, 8), (3, 8), (4, 8), (5, 8), (7, 8), (8, 8), (8, 7), (8, 5), (8, 4), (8, 3), (8, 2), (8, 1), (8, 0) }.Select(p => dark(p.X, p.Y) ? '1' : '0'));
        var second = string.Concat(Enumerable.Range(0, 7).Select(i => (8, size - 1 - i)).Concat(Enumerable.Range(0, 8).Select(i => (size - 8 + i, 8))).Select(p => dark(p.Item1, p.Item2) ? '1' : '0'));
        second.Should().Be(first);
        FormatsOfLevelM.Should().Contain(first);
        return Array.IndexOf(FormatsOfLevelM, first);
    }

    private static List<byte> Codewords(Func<int, int, bool> dark, int size, int version, int mask, int count)
    {
        var bits = new List<bool>();
        var upwards = true;
        for (var right = size - 1; right > 0; right -= 2, upwards = !upwards)
        {
            if (right == 6)
                right--;
            foreach (var y in upwards ? Enumerable.Range(0, size).Reverse() : Enumerable.Range(0, size))
                foreach (var x in new[] { right, right - 1 })
                    if (!IsFixed(x, y, size, version))
                        bits.Add(dark(x, y) ^ Inverts(mask, row: y, column: x));
        }
        bits.Count.Should().BeInRange(count * 8, (count * 8) + 7);
        return [.. bits.Take(count * 8).Chunk(8).Select(byteBits => (byte)byteBits.Aggregate(0, (value, bit) => (value * 2) + (bit ? 1 : 0)))];
    }

    private static bool IsFixed(int x, int y, int size, int version)
    {
        if (x == 6 || y == 6 || (x < 9 && y < 9) || (x > size - 9 && y < 9) || (x < 9 && y > size - 9))
            return true;
        if (version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6)))
            return true;
        var centres = Centres[version - 1];
        return centres.Any(cx => centres.Any(cy => Math.Abs(x - cx) <= 2 && Math.Abs(y - cy) <= 2
            && !((cx == 6 && cy == 6) || (cx == 6 && cy == size - 7) || (cx == size - 7 && cy == 6))));
    }

    private static bool Inverts(int mask, int row, int column) => mask switch
    {
        0 => (row + column) % 2 == 0,
        1 => row % 2 == 0,
        2 => column % 3 == 0,
        3 => (row + column) % 3 == 0,
        4 => ((row / 2) + (column / 3)) % 2 == 0,
        5 => (row * column % 2) + (row * column % 3) == 0,
        6 => ((row * column % 2) + (row * column % 3)) % 2 == 0,
        _ => (((row + column) % 2) + (row * column % 3)) % 2 == 0,
    };

    // By tables of logarithms, unlike the encoder.
    private static IEnumerable<int> Syndromes(List<byte> block, int count)
    {
        var (power, log) = (new int[512], new int[256]);
        for (var (i, value) = (0, 1); i < 255; i++)
        {
            (power[i], power[i + 255], log[value]) = (value, value, i);
            value = value >= 128 ? (value * 2) ^ 0x11D : value * 2;
        }
        return Enumerable.Range(0, count).Select(root => block.Aggregate(0, (sum, b) => (sum == 0 ? 0 : power[log[sum] + root]) ^ b));
    }

    // Segments one after the other: digits in threes, capitals in pairs, bytes.
    private static string Text(List<byte> data, int version)
    {
        const string Capitals = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        var bits = data.SelectMany(b => Enumerable.Range(0, 8).Select(i => (b >> (7 - i)) & 1)).ToList();
        var (at, isLong, bytes) = (0, version >= 10, new List<byte>());
        while (bits.Count - at >= 4 && Next(4) is var mode and not 0)
        {
            mode.Should().BeOneOf(1, 2, 4);
            var count = Next((mode, isLong) switch { (1, false) => 10, (1, true) => 12, (2, false) => 9, (2, true) => 11, (_, false) => 8, _ => 16 });
            for (int part; count > 0; count -= part)
            {
                part = Math.Min(count, mode switch { 1 => 3, 2 => 2, _ => 1 });
                if (mode == 4)
                    bytes.Add((byte)Next(8));
                else if (mode == 1)
                    bytes.AddRange(Encoding.ASCII.GetBytes(Next((part * 3) + 1).ToString($"D{part}")));
                else if (part == 2 && Next(11) is var pair)
                    bytes.AddRange([(byte)Capitals[pair / 45], (byte)Capitals[pair % 45]]);
                else
                    bytes.Add((byte)Capitals[Next(6)]);
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);

        int Next(int length)
        {
            var value = bits.Skip(at).Take(length).Aggregate(0, (sum, bit) => (sum * 2) + bit);
            at += length;
            return value;
        }
    }
}
