namespace Yaosu.Platform.Pdf;

/// <summary>An outline of lines and curves, in millimetres from the page's top left corner.</summary>
public sealed class PdfPath
{
    private readonly List<(byte Kind, double X1, double Y1, double X2, double Y2, double X, double Y)> _steps = [];

    public PdfPath MoveTo(double x, double y) => Add((byte)'m', 0, 0, 0, 0, x, y);

    public PdfPath LineTo(double x, double y) => Add((byte)'l', 0, 0, 0, 0, x, y);

    /// <summary>A cubic curve, drawn towards its two control points.</summary>
    public PdfPath CurveTo(double x1, double y1, double x2, double y2, double x, double y) => Add((byte)'c', x1, y1, x2, y2, x, y);

    public PdfPath Rectangle(double x, double y, double width, double height) =>
        MoveTo(x, y).LineTo(x + width, y).LineTo(x + width, y + height).LineTo(x, y + height).Close();

    public PdfPath Close() => Add((byte)'h', 0, 0, 0, 0, 0, 0);

    internal void Write(PdfOperators to, double height)
    {
        foreach (var (kind, x1, y1, x2, y2, x, y) in _steps)
        {
            if (kind == 'c')
                to.Point(x1, height - y1).Point(x2, height - y2);
            if (kind != 'h')
                to.Point(x, height - y);
            to.Raw([kind, (byte)'\n']);
        }
    }

    private PdfPath Add(byte kind, double x1, double y1, double x2, double y2, double x, double y)
    {
        if (_steps.Count == 0 && kind != 'm')
            throw new InvalidOperationException("A path begins where it is moved to.");
        _steps.Add((kind, x1, y1, x2, y2, x, y));
        return this;
    }
}
