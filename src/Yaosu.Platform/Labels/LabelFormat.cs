using Yaosu.Platform.Pdf;
using Yaosu.Platform.Qr;

namespace Yaosu.Platform.Labels;

/// <summary>One label, in millimetres: a QR code as large as it can be, under it the text.</summary>
/// <param name="Lines">Room for so many lines on every label, the caption among them.</param>
/// <param name="TextSize">Of a line that is not too wide.</param>
public sealed record LabelFormat(double Width, double Height, int Lines = 3, double TextSize = 2.1)
{
    public static readonly LabelFormat OuterPackage = new(25, 38);
    public static readonly LabelFormat InnerPackage = new(22, 35);

    private const double Padding = 1;

    /// <summary>Of the type, in millimetres: four points are the least that people read.</summary>
    internal static readonly double SmallestText = PdfLength.Points(4);

    /// <summary>Of a module, in millimetres: three dots of a common label printer.</summary>
    internal const double SmallestModule = 0.25;

    internal double Leading => TextSize * 1.3;

    internal double InnerWidth => Width - (2 * Padding);

    /// <summary>Of the QR code with its quiet zone.</summary>
    internal double QrSide => Math.Min(InnerWidth, Height - (2 * Padding) - (Lines * Leading));

    internal bool Holds(QrMatrix matrix) => QrSide / matrix.Side >= SmallestModule;
}
