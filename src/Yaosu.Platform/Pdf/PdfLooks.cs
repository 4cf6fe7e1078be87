namespace Yaosu.Platform.Pdf;

public readonly record struct PdfColor(byte Red, byte Green, byte Blue)
{
    public static readonly PdfColor Black = new(0, 0, 0);
    public static readonly PdfColor Gray = new(0x66, 0x66, 0x66);
    public static readonly PdfColor Rule = new(0xBF, 0xBF, 0xBF);
    public static readonly PdfColor White = new(255, 255, 255);

    internal bool IsGray => Red == Green && Green == Blue;
}

public enum PdfAlign
{
    Left,
    Center,
    Right,
}

/// <summary>How a text looks.</summary>
/// <param name="Size">Of the type, in millimetres; see <see cref="PdfLength.Points"/> for those who think in points.</param>
/// <param name="Bold">Drawn with a thicker pen: one weight of the typeface is installed.</param>
/// <param name="LineHeight">From baseline to baseline, in sizes.</param>
public sealed record PdfTextStyle(double Size, PdfColor Color = default, PdfAlign Align = PdfAlign.Left, bool Bold = false, double LineHeight = 1.45)
{
    public static readonly PdfTextStyle Body = new(PdfLength.Points(10));
    public static readonly PdfTextStyle Small = new(PdfLength.Points(8), PdfColor.Gray);
    public static readonly PdfTextStyle Title = new(PdfLength.Points(16), Bold: true, Align: PdfAlign.Center);

    internal double Leading => Size * LineHeight;
}

public static class PdfLength
{
    private const double MillimetresOfInch = 25.4;

    internal const double PointsOfMillimetre = 72 / MillimetresOfInch;

    /// <summary>So many points in millimetres.</summary>
    public static double Points(double points) => points / PointsOfMillimetre;
}

/// <summary>In millimetres.</summary>
public readonly record struct PdfPageSize(double Width, double Height)
{
    public static readonly PdfPageSize A4 = new(210, 297);
    public static readonly PdfPageSize A4Landscape = new(297, 210);
}
