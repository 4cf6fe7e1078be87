using QRCoder;

namespace Yaosu.Platform.Qr;

/// <summary>The modules of a QR code as printed on goods: a seventh of it may be damaged (level M).</summary>
public sealed class QrMatrix
{
    /// <summary>Modules that must stay light on every side, or scanners don't find a code among others.</summary>
    public const int QuietZone = 4;

    private readonly bool[] _dark;

    private QrMatrix(int size)
    {
        Size = size;
        _dark = new bool[size * size];
    }

    /// <summary>Modules along one side, without the quiet zone.</summary>
    public int Size { get; }

    /// <summary>Modules along one side, with the quiet zone.</summary>
    public int Side => Size + (2 * QuietZone);

    public bool this[int x, int y] => _dark[(y * Size) + x];

    /// <summary>Digits, and capitals with digits, make smaller codes than other texts.</summary>
    /// <returns>Null when no QR code holds so much.</returns>
    public static QrMatrix? Of(string content)
    {
        try
        {
            using var data = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
            var rows = data.ModuleMatrix;
            var matrix = new QrMatrix(rows.Count - (2 * QuietZone));
            for (var y = 0; y < matrix.Size; y++)
            {
                var row = rows[y + QuietZone];
                for (var x = 0; x < matrix.Size; x++)
                    matrix._dark[(y * matrix.Size) + x] = row[x + QuietZone];
            }
            return matrix;
        }
        catch (QRCoder.Exceptions.DataTooLongException)
        {
            return null;
        }
    }

    /// <summary>The dark modules as rectangles: runs along a line, one run where the lines below repeat it.</summary>
    public IReadOnlyList<(int X, int Y, int Width, int Height)> Rectangles()
    {
        var rectangles = new List<(int X, int Y, int Width, int Height)>(Size * Size / 6);
        // By the column where a run began in the line above: its place in the list, plus one.
        Span<int> above = stackalloc int[Size];
        Span<int> here = stackalloc int[Size];
        above.Clear();
        for (var y = 0; y < Size; y++)
        {
            here.Clear();
            var row = _dark.AsSpan(y * Size, Size);
            for (var x = 0; x < Size; x++)
            {
                if (!row[x])
                    continue;
                var start = x;
                while (x < Size && row[x])
                    x++;
                if (above[start] is var place and > 0 && rectangles[place - 1].Width == x - start)
                {
                    rectangles[place - 1] = rectangles[place - 1] with { Height = rectangles[place - 1].Height + 1 };
                    here[start] = place;
                    continue;
                }
                rectangles.Add((start, y, x - start, 1));
                here[start] = rectangles.Count;
            }
            here.CopyTo(above);
        }
        return rectangles;
    }
}
