using Yaosu.Platform.Pdf;

namespace Yaosu.Platform.Qr;

public static class PdfQr
{
    /// <summary>Draws the code with its quiet zone into a square, in millimetres from the page's top left corner.</summary>
    public static void Qr(this PdfPage page, QrMatrix matrix, double x, double y, double side) => page.Qr(matrix, x, y, side, []);

    /// <param name="rectangles">Of the code drawn before, when there was one.</param>
    internal static void Qr(this PdfPage page, QrMatrix matrix, double x, double y, double side, List<(int X, int Y, int Width, int Height)> rectangles)
    {
        matrix.Rectangles(rectangles);
        var module = side / matrix.Side;
        page.Cells(x + (QrMatrix.QuietZone * module), y + (QrMatrix.QuietZone * module), module, rectangles);
    }
}
