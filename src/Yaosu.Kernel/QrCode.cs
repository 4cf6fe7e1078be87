using System.Globalization;
using System.Net;
using System.Text;

namespace Yaosu;

/// <summary>A QR code (ISO/IEC 18004) of a text in UTF-8: versions 1 to 15, a seventh of it may be damaged (level M).</summary>
public sealed class QrCode
{
    /// <summary>Bytes that version 15 holds.</summary>
    public const int MostBytes = 412;

    private const int QuietZone = 4;
    private const int CountIsLongFrom = 10;

    // By version, from 1: codewords in all; of them for correction in each block; blocks.
    private static readonly int[] Codewords = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581, 655];
    private static readonly int[] CorrectionOfBlock = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24];
    private static readonly int[] Blocks = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10];
    private static readonly int[][] Alignments =
    [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50], [6, 30, 54], [6, 32, 58], [6, 34, 62], [6, 26, 46, 66], [6, 26, 48, 70],
    ];

    private readonly bool[,] _dark;
    private readonly bool[,] _fixed;

    private QrCode(int version)
    {
        Version = version;
        Size = 17 + (4 * version);
        _dark = new bool[Size, Size];
        _fixed = new bool[Size, Size];
    }

    public int Version { get; }

    /// <summary>Modules along one side, without the quiet zone.</summary>
    public int Size { get; }

    /// <summary>Chosen so that scanners find the code's corners and its rhythm.</summary>
    public int Mask { get; private set; }

    public bool this[int x, int y] => _dark[x, y];

    /// <exception cref="ArgumentException">More than <see cref="MostBytes"/>: what is that long belongs behind a link.</exception>
    public static QrCode Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var version = Enumerable.Range(1, Codewords.Length).FirstOrDefault(v => bytes.Length <= Room(v));
        if (version == 0)
            throw new ArgumentException($"A QR code holds {MostBytes} bytes, not {bytes.Length}.", nameof(text));
        var code = new QrCode(version);
        code.DrawFixed();
        code.DrawData(Interleave(version, Data(version, bytes)));
        code.ChooseMask();
        return code;
    }

    /// <summary>A picture that stays sharp at any size and on any background.</summary>
    /// <param name="label">What it is for, to those who don't see it.</param>
    public string ToSvg(string label)
    {
        var side = Size + (2 * QuietZone);
        var path = new StringBuilder();
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                var from = x;
                while (x < Size && _dark[x, y])
                    x++;
                if (x > from)
                    path.Append(CultureInfo.InvariantCulture, $"M{from + QuietZone} {y + QuietZone}h{x - from}v1h-{x - from}z");
            }
        }
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" aria-label="{WebUtility.HtmlEncode(label)}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>
            """);
    }

    /// <summary>Reed and Solomon's remainder over GF(256).</summary>
    internal static byte[] Correction(ReadOnlySpan<byte> data, int length)
    {
        // The generator: (x - 1)(x - 2)(x - 4) …, without its leading one.
        var generator = new byte[length];
        generator[^1] = 1;
        byte root = 1;
        for (var i = 0; i < length; i++, root = Multiply(root, 2))
        {
            for (var j = 0; j < length; j++)
                generator[j] = (byte)(Multiply(generator[j], root) ^ (j + 1 < length ? generator[j + 1] : 0));
        }

        var remainder = new byte[length];
        foreach (var b in data)
        {
            var factor = (byte)(b ^ remainder[0]);
            remainder.AsSpan(1).CopyTo(remainder);
            remainder[^1] = 0;
            for (var j = 0; j < length; j++)
                remainder[j] ^= Multiply(generator[j], factor);
        }
        return remainder;
    }

    private static int DataCodewords(int version) => Codewords[version - 1] - (CorrectionOfBlock[version - 1] * Blocks[version - 1]);

    // Four bits of mode, then a count of one byte or two.
    private static int Room(int version) => DataCodewords(version) - (version < CountIsLongFrom ? 2 : 3);

    private static byte Multiply(byte a, byte b)
    {
        var product = 0;
        for (var bit = 7; bit >= 0; bit--)
            product = (product << 1) ^ ((product >> 7) * 0x11D) ^ (((b >> bit) & 1) * a);
        return (byte)product;
    }

    private static byte[] Data(int version, byte[] bytes)
    {
        var bits = new List<bool>();
        Add(0b0100, 4);
        Add(bytes.Length, version < CountIsLongFrom ? 8 : 16);
        foreach (var b in bytes)
            Add(b, 8);
        var room = DataCodewords(version) * 8;
        Add(0, Math.Min(4, room - bits.Count));
        Add(0, (8 - (bits.Count % 8)) % 8);
        for (var pad = 0xEC; bits.Count < room; pad ^= 0xEC ^ 0x11)
            Add(pad, 8);
        return [.. bits.Chunk(8).Select(part => (byte)part.Aggregate(0, (value, bit) => (value << 1) | (bit ? 1 : 0)))];

        void Add(int value, int length)
        {
            for (var i = length - 1; i >= 0; i--)
                bits.Add(((value >> i) & 1) == 1);
        }
    }

    /// <summary>Blocks side by side, so that one spot of dirt costs each of them little. The last blocks are a codeword longer.</summary>
    private static byte[] Interleave(int version, byte[] data)
    {
        var (blocks, correction) = (Blocks[version - 1], CorrectionOfBlock[version - 1]);
        var (shortLength, longer) = (data.Length / blocks, data.Length % blocks);
        var parts = new List<(byte[] Data, byte[] Correction)>();
        for (var (i, at) = (0, 0); i < blocks; i++)
        {
            var length = shortLength + (i >= blocks - longer ? 1 : 0);
            var part = data[at..(at + length)];
            parts.Add((part, Correction(part, correction)));
            at += length;
        }
        return
        [
            .. Enumerable.Range(0, shortLength + 1).SelectMany(i => parts.Where(part => i < part.Data.Length).Select(part => part.Data[i])),
            .. Enumerable.Range(0, correction).SelectMany(i => parts.Select(part => part.Correction[i])),
        ];
    }

    private void Fix(int x, int y, bool dark) => (_dark[x, y], _fixed[x, y]) = (dark, true);

    private void DrawFixed()
    {
        for (var i = 0; i < Size; i++)
        {
            Fix(6, i, i % 2 == 0);
            Fix(i, 6, i % 2 == 0);
        }
        foreach (var (x, y) in ((int, int)[])[(3, 3), (Size - 4, 3), (3, Size - 4)])
            DrawRings(x, y, 4, distance => distance is not (2 or 4));
        var centres = Alignments[Version - 1];
        foreach (var x in centres)
        {
            foreach (var y in centres)
            {
                if (!((x == 6 && y == 6) || (x == 6 && y == Size - 7) || (x == Size - 7 && y == 6)))
                    DrawRings(x, y, 2, distance => distance != 1);
            }
        }
        DrawFormat(0);
        if (Version < 7)
            return;
        var bits = (Version << 12) | Remainder(Version, 12, 0x1F25);
        for (var i = 0; i < 18; i++)
        {
            var dark = ((bits >> i) & 1) == 1;
            Fix(Size - 11 + (i % 3), i / 3, dark);
            Fix(i / 3, Size - 11 + (i % 3), dark);
        }
    }

    private void DrawRings(int centreX, int centreY, int reach, Func<int, bool> dark)
    {
        for (var y = Math.Max(0, centreY - reach); y <= Math.Min(Size - 1, centreY + reach); y++)
        {
            for (var x = Math.Max(0, centreX - reach); x <= Math.Min(Size - 1, centreX + reach); x++)
                Fix(x, y, dark(Math.Max(Math.Abs(x - centreX), Math.Abs(y - centreY))));
        }
    }

    /// <summary>Level M (00) and the mask, twice, each in a code of its own.</summary>
    private void DrawFormat(int mask)
    {
        var bits = ((mask << 10) | Remainder(mask, 10, 0x537)) ^ 0x5412;
        for (var i = 0; i < 15; i++)
        {
            var dark = ((bits >> i) & 1) == 1;
            if (i < 8)
                Fix(8, i < 6 ? i : i + 1, dark);
            else
                Fix(i == 8 ? 7 : 14 - i, 8, dark);
            if (i < 8)
                Fix(Size - 1 - i, 8, dark);
            else
                Fix(8, Size - 15 + i, dark);
        }
        Fix(8, Size - 8, true);
    }

    private static int Remainder(int value, int length, int generator)
    {
        var remainder = value;
        for (var i = 0; i < length; i++)
            remainder = (remainder << 1) ^ ((remainder >> (length - 1)) * generator);
        return remainder;
    }

    /// <summary>In pairs of columns from the right, up and down in turn, around what is fixed.</summary>
    private void DrawData(byte[] codewords)
    {
        var bit = 0;
        for (var right = Size - 1; right >= 1; right -= 2)
        {
            if (right == 6)
                right = 5;
            for (var step = 0; step < Size; step++)
            {
                var y = ((right + 1) & 2) == 0 ? Size - 1 - step : step;
                foreach (var x in (ReadOnlySpan<int>)[right, right - 1])
                {
                    if (_fixed[x, y] || bit >= codewords.Length * 8)
                        continue;
                    _dark[x, y] = ((codewords[bit / 8] >> (7 - (bit % 8))) & 1) == 1;
                    bit++;
                }
            }
        }
    }

    private void ChooseMask()
    {
        var penalties = new int[8];
        for (var mask = 0; mask < 8; mask++)
        {
            ApplyMask(mask);
            DrawFormat(mask);
            penalties[mask] = Penalty();
            ApplyMask(mask); // Twice is never.
        }
        Mask = Array.IndexOf(penalties, penalties.Min());
        ApplyMask(Mask);
        DrawFormat(Mask);
    }

    private void ApplyMask(int mask)
    {
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
                _dark[x, y] ^= !_fixed[x, y] && IsInverted(mask, x, y);
        }
    }

    private static bool IsInverted(int mask, int x, int y) => mask switch
    {
        0 => (x + y) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (x + y) % 3 == 0,
        4 => ((x / 3) + (y / 2)) % 2 == 0,
        5 => (x * y % 2) + (x * y % 3) == 0,
        6 => ((x * y % 2) + (x * y % 3)) % 2 == 0,
        _ => (((x + y) % 2) + (x * y % 3)) % 2 == 0,
    };

    /// <summary>What makes a code hard to read: long runs, blocks, patterns that look like a corner, too much of one colour.</summary>
    private int Penalty()
    {
        var (penalty, dark) = (0, 0);
        for (var i = 0; i < Size; i++)
        {
            penalty += PenaltyOfLine(at => _dark[at, i]) + PenaltyOfLine(at => _dark[i, at]);
            for (var j = 0; j < Size; j++)
            {
                dark += _dark[i, j] ? 1 : 0;
                if (i > 0 && j > 0 && _dark[i, j] == _dark[i - 1, j] && _dark[i, j] == _dark[i, j - 1] && _dark[i, j] == _dark[i - 1, j - 1])
                    penalty += 3;
            }
        }
        var percent = dark * 100.0 / (Size * Size);
        return penalty + (10 * (int)(Math.Abs(percent - 50) / 5));
    }

    private int PenaltyOfLine(Func<int, bool> isDark)
    {
        // 1011101 with four light modules on one side: a corner's look, seven bits and four.
        const int CornerThenLight = 0b10111010000;
        const int LightThenCorner = 0b00001011101;
        var (penalty, run, last) = (0, 0, 0);
        for (var i = 0; i < Size; i++)
        {
            var dark = isDark(i);
            run = i > 0 && isDark(i - 1) == dark ? run + 1 : 1;
            penalty += run == 5 ? 3 : run > 5 ? 1 : 0;
            last = ((last << 1) | (dark ? 1 : 0)) & 0x7FF;
            if (i >= 10 && last is (CornerThenLight or LightThenCorner))
                penalty += 40;
        }
        return penalty;
    }
}
