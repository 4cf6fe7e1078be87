using System.Globalization;
using System.Net;
using System.Text;

namespace Yaosu.Platform.Qr;

/// <summary>A QR code as one SVG picture: a white square with its quiet zone and one path.</summary>
public static class QrSvg
{
    /// <summary>Of a text that is known to fit, as our own addresses are.</summary>
    public static string Of(string content, string label) => Of(QrMatrix.Of(content) ?? throw new ArgumentException("No QR code holds so much.", nameof(content)), label);

    /// <param name="label">What it is, to those who don't see it.</param>
    /// <param name="side">In millimetres, when it is to be printed at a real size; null fills what holds it.</param>
    public static string Of(QrMatrix matrix, string label, double? side = null)
    {
        var path = new StringBuilder();
        foreach (var (x, y, width, height) in matrix.Rectangles())
            path.Append(CultureInfo.InvariantCulture, $"M{x + QrMatrix.QuietZone} {y + QrMatrix.QuietZone}h{width}v{height}h-{width}z");
        var size = side is { } given ? string.Create(CultureInfo.InvariantCulture, $" width=\"{given:0.###}mm\" height=\"{given:0.###}mm\"") : "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {matrix.Side} {matrix.Side}"{size} role="img" aria-label="{WebUtility.HtmlEncode(label)}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{matrix.Side}v{matrix.Side}H0z"/><path fill="#000" d="{path}"/></svg>
            """);
    }
}
