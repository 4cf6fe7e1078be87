using Yaosu.Platform.Pdf.Fonts;

namespace Yaosu.Platform.Pdf;

/// <summary>In millimetres.</summary>
public readonly record struct PdfMargins(double Left, double Top, double Right, double Bottom)
{
    public static readonly PdfMargins Usual = new(18, 16, 18, 18);
}

/// <summary>Text, images and tables one under the other, going on to further pages by itself.</summary>
public sealed class PdfFlow(PdfWriter writer, PdfPageSize? size = null, PdfMargins? margins = null)
{
    // Lengths are sums of fractions.
    private const double Tolerance = 0.001;

    private readonly PdfPageSize _size = size ?? PdfPageSize.A4;
    private readonly PdfMargins _margins = margins ?? PdfMargins.Usual;
    private PdfPage? _page;

    public double Left => _margins.Left;

    public double Width => _size.Width - _margins.Left - _margins.Right;

    /// <summary>Where the next thing goes, once <see cref="Page"/> is begun.</summary>
    public double Y { get; private set; }

    /// <summary>The page that is being drawn on; the first is begun when it is asked for.</summary>
    public PdfPage Page => _page ??= Begin();

    internal double PageRoom => _size.Height - _margins.Top - _margins.Bottom;

    internal double Room => _page is null ? PageRoom : _size.Height - _margins.Bottom - Y;

    public async Task TextAsync(string text, PdfTextStyle style, CancellationToken cancellation = default)
    {
        foreach (var line in PdfText.Wrap(PdfFonts.Regular, style.Size, Width, text))
        {
            await NeedAsync(style.Leading, cancellation);
            Page.Lines(Left, Y, Width, [line], style);
            Y += style.Leading;
        }
    }

    /// <summary>Space between two things; none at the head of a page.</summary>
    public void Space(double height)
    {
        if (_page is not null)
            Y = Math.Min(Y + height, _size.Height - _margins.Bottom);
    }

    /// <summary>As wide as asked for and the page allows, smaller where it would be higher than a page.</summary>
    public async Task ImageAsync(PdfImage image, double width, CancellationToken cancellation = default)
    {
        width = Math.Min(Math.Min(width, Width), PageRoom * image.Width / image.Height);
        await NeedAsync(image.HeightAt(width), cancellation);
        Page.Image(image, Left, Y, width, image.HeightAt(width));
        Y += image.HeightAt(width);
    }

    /// <summary>Columns share the width by their weights. The head stands on every page; a row that is higher than a page goes on on the next.</summary>
    /// <returns>The number of rows.</returns>
    public Task<long> TableAsync<T>(IReadOnlyList<PdfColumn<T>> columns, IAsyncEnumerable<T> rows, PdfTextStyle? style = null, CancellationToken cancellation = default) =>
        new PdfTable<T>(this, columns, style ?? new(PdfLength.Points(9))).WriteAsync(rows, cancellation);

    /// <summary>Ends the page; what comes goes on the next.</summary>
    public async Task BreakAsync(CancellationToken cancellation = default)
    {
        if (_page is not { } page)
            return;
        _page = null;
        await writer.AddAsync(page, cancellation);
    }

    public async Task FinishAsync(CancellationToken cancellation = default)
    {
        await BreakAsync(cancellation);
        await writer.FinishAsync(cancellation);
    }

    internal bool Fits(double height) => height <= Room + Tolerance;

    internal async Task NeedAsync(double height, CancellationToken cancellation)
    {
        if (_page is not null && !Fits(height))
            await BreakAsync(cancellation);
    }

    internal void Advance(double height) => Y += height;

    private PdfPage Begin()
    {
        Y = _margins.Top;
        return writer.NewPage(_size);
    }
}
