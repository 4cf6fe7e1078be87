using System.Collections;
using QRCoder;

namespace Yaosu.Platform.Qr;

/// <summary>The modules of a QR code as printed on goods: a seventh of it may be damaged (level M).</summary>
public sealed class QrMatrix
{
    /// <summary>Modules that must stay light on every side, or scanners don't find a code among others.</summary>
    public const int QuietZone = 4;

    // As QRCoder made it, the quiet zone around it.
    private readonly IReadOnlyList<BitArray> _rows;

    private QrMatrix(IReadOnlyList<BitArray> rows) => _rows = rows;

    /// <summary>Modules along one side, without the quiet zone.</summary>
    public int Size => _rows.Count - (2 * QuietZone);

    /// <summary>Modules along one side, with the quiet zone.</summary>
    public int Side => _rows.Count;

    public bool this[int x, int y] => _rows[y + QuietZone][x + QuietZone];

    /// <summary>Digits, and capitals with digits, make smaller codes than other texts.</summary>
    /// <returns>Null when no QR code holds so much.</returns>
    public static QrMatrix? Of(string content)
    {
        try
        {
            var data = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
            return new(data.ModuleMatrix);
        }
        catch (QRCoder.Exceptions.DataTooLongException)
        {
            return null;
        }
    }

    /// <summary>The dark modules as rectangles: runs along a line, one run where the lines below repeat it.</summary>
    public IReadOnlyList<(int X, int Y, int Width, int Height)> Rectangles()
    {
        var rectangles = new List<(int X, int Y, int Width, int Height)>(Size * Size / 4);
        Rectangles(rectangles);
        return rectangles;
    }

    /// <param name="rectangles">Emptied first: who draws thousands of codes keeps one.</param>
    internal void Rectangles(List<(int X, int Y, int Width, int Height)> rectangles)
    {
        rectangles.Clear();
        var size = Size;
        // By the column where a run began in the line above: its place in the list, plus one.
        Span<int> above = stackalloc int[size];
        Span<int> here = stackalloc int[size];
        above.Clear();
        for (var y = 0; y < size; y++)
        {
            here.Clear();
            var row = _rows[y + QuietZone];
            for (var x = 0; x < size; x++)
            {
                if (!row[x + QuietZone])
                    continue;
                var start = x;
                while (x < size && row[x + QuietZone])
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
    }
}
