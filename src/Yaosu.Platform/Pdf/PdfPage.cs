using Yaosu.Platform.Pdf.Fonts;

namespace Yaosu.Platform.Pdf;

/// <summary>
/// One page to draw on, in millimetres from its top left corner. Nothing is in the file until <see cref="PdfWriter.AddAsync"/>. Pages of one document are
/// drawn one after the other: they share the list of characters to embed.
/// </summary>
public sealed class PdfPage
{
    // Of the size: enough to be seen as bold, too little to fill the insides of dense characters.
    private const double BoldPen = 0.028;

    private readonly PdfWriter _writer;
    private readonly PdfOperators _content;
    private readonly SortedSet<int> _drawn = [];
    private PdfColor _fill = PdfColor.Black;
    private PdfColor _stroke = PdfColor.Black;
    private double _pen = 1;
    private bool _bold;

    /// <param name="content">Empty; the page's own until it is in the file.</param>
    internal PdfPage(PdfWriter writer, PdfPageSize size, PdfOperators content)
    {
        _writer = writer;
        _content = content;
        Size = size;
        // From here on one unit is a millimetre.
        _content.Fine(PdfLength.PointsOfMillimetre).Raw("0 0 "u8).Fine(PdfLength.PointsOfMillimetre).Raw("0 0 cm\n"u8);
    }

    public PdfPageSize Size { get; }

    internal bool HasText { get; private set; }

    internal IReadOnlyCollection<int> Drawn => _drawn;

    internal bool IsInFile { get; set; }

    internal PdfOperators Content => IsInFile ? throw new InvalidOperationException("The page is in the file already.") : _content;

    /// <summary>One line, whatever its length.</summary>
    /// <param name="x">Where it begins, has its middle or ends, as the style aligns it.</param>
    /// <param name="y">Of the baseline.</param>
    public void Text(double x, double y, string text, PdfTextStyle style)
    {
        if (text.Length == 0)
            return;
        var font = _writer.Font;
        var left = style.Align == PdfAlign.Left ? x : x - (PdfText.Width(font.Font, style.Size, text) / (style.Align == PdfAlign.Center ? 2 : 1));
        UseFill(style.Color);
        if (style.Bold)
            UsePen(style.Color, style.Size * BoldPen);
        Content.Raw("BT/F "u8).Number(style.Size).Raw("Tf "u8);
        if (_bold != style.Bold)
            Content.Raw(style.Bold ? "2 Tr "u8 : "0 Tr "u8);
        _bold = style.Bold;
        Content.Point(left, Up(y)).Raw("Td "u8);
        font.Write(Content, text);
        Content.Raw("ET\n"u8);
        HasText = true;
    }

    /// <summary>Lines that break at the width given.</summary>
    /// <param name="y">The upper edge.</param>
    /// <returns>The height they take.</returns>
    public double TextBlock(double x, double y, double width, string text, PdfTextStyle style)
    {
        var lines = PdfText.Wrap(PdfFonts.Regular, style.Size, width, text);
        Lines(x, y, width, lines, style);
        return lines.Count * style.Leading;
    }

    public void Line(double x1, double y1, double x2, double y2, double pen, PdfColor color = default)
    {
        UsePen(color, pen);
        Content.Point(x1, Up(y1)).Raw("m "u8).Point(x2, Up(y2)).Raw("l S\n"u8);
    }

    public void FillRectangle(double x, double y, double width, double height, PdfColor color = default)
    {
        UseFill(color);
        Content.Point(x, Up(y + height)).Point(width, height).Raw("re f\n"u8);
    }

    public void Rectangle(double x, double y, double width, double height, double pen, PdfColor color = default)
    {
        UsePen(color, pen);
        Content.Point(x, Up(y + height)).Point(width, height).Raw("re S\n"u8);
    }

    public void Fill(PdfPath path, PdfColor color = default)
    {
        UseFill(color);
        path.Write(Content, Size.Height);
        Content.Raw("f\n"u8);
    }

    public void Stroke(PdfPath path, double pen, PdfColor color = default)
    {
        UsePen(color, pen);
        path.Write(Content, Size.Height);
        Content.Raw("S\n"u8);
    }

    /// <summary>Stretched to the size given; <see cref="PdfImage.HeightAt"/> keeps its proportions.</summary>
    public void Image(PdfImage image, double x, double y, double width, double height)
    {
        _drawn.Add(image.Number);
        Content.Raw("q "u8).Number(width).Raw("0 0 "u8).Number(height).Point(x, Up(y + height)).Raw("cm/X"u8).Integer(image.Number).Raw("Do Q\n"u8);
    }

    /// <summary>Black rectangles of a grid whose cells have the side given, as one path: neighbours leave no seam.</summary>
    internal void Cells(double x, double y, double side, IReadOnlyList<(int X, int Y, int Width, int Height)> rectangles)
    {
        if (rectangles.Count == 0)
            return;
        UseFill(PdfColor.Black);
        Content.Raw("q "u8).Fine(side).Raw("0 0 "u8).Fine(-side).Point(x, Up(y)).Raw("cm\n"u8);
        foreach (var (left, top, width, height) in rectangles)
            Content.Integer(left).Integer(top).Integer(width).Integer(height).Raw("re\n"u8);
        Content.Raw("f Q\n"u8);
    }

    /// <summary>The text of a form that is written at the end, when it is known.</summary>
    internal void Promised(int form, double x, double y)
    {
        _drawn.Add(form);
        Content.Raw("q 1 0 0 1 "u8).Point(x, Up(y)).Raw("cm/X"u8).Integer(form).Raw("Do Q\n"u8);
    }

    internal void Lines(double x, double y, double width, IEnumerable<string> lines, PdfTextStyle style)
    {
        var at = style.Align switch
        {
            PdfAlign.Left => x,
            PdfAlign.Center => x + (width / 2),
            _ => x + width,
        };
        // The ink stands in the middle of the line's height.
        var baseline = y + (style.Leading / 2) + (style.Size * Middle(PdfFonts.Regular));
        foreach (var line in lines)
        {
            Text(at, baseline, line, style);
            baseline += style.Leading;
        }
    }

    private static double Middle(TrueTypeFile font) => (font.Ascent + font.Descent) / 2000.0;

    private double Up(double y) => Size.Height - y;

    private void UseFill(PdfColor color)
    {
        if (color != _fill)
            Content.Fill(color);
        _fill = color;
    }

    private void UsePen(PdfColor color, double pen)
    {
        if (color != _stroke)
            Content.Stroke(color);
        if (pen != _pen)
            Content.Number(pen).Raw("w\n"u8);
        (_stroke, _pen) = (color, pen);
    }
}
