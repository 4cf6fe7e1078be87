using Yaosu.Platform.Pdf;
using Yaosu.Platform.Pdf.Fonts;
using Yaosu.Platform.Qr;

namespace Yaosu.Platform.Labels;

/// <summary>
/// Labels of real size on sheets, in lines from the top left; one sheet at a time is in memory. Printed at 100 % (实际大小) they measure what the format says.
/// </summary>
/// <param name="Margin">At least so much on every side of the sheet; the labels stand in its middle.</param>
/// <param name="Gap">Between two labels.</param>
/// <param name="CutMarks">Short lines in the margins, where a ruler is laid on to cut.</param>
public sealed record LabelSheet(LabelFormat Label, PdfPageSize Page, double Margin = 8, double Gap = 2, bool CutMarks = false)
{
    private const double MarkLength = 4;
    private const double MarkDistance = 1;
    private const double MarkPen = 0.1;
    private const double Tolerance = 0.001;

    private static readonly PdfTextStyle Style = new(1, Align: PdfAlign.Center);

    public LabelSheet(LabelFormat label)
        : this(label, PdfPageSize.A4)
    {
    }

    public int Columns => CountOf(Page.Width, Label.Width);

    public int Rows => CountOf(Page.Height, Label.Height);

    public int PerSheet => Columns * Rows;

    public Task<long> WriteAsync(Stream target, PdfInfo info, IEnumerable<CodeLabel> labels, IProgress<long>? progress = null, CancellationToken cancellation = default) =>
        WriteAsync(target, info, labels.ToAsyncEnumerable(), progress, cancellation);

    /// <summary>No labels make one empty sheet. Progress is told as labels drawn, sheet by sheet.</summary>
    /// <returns>The number of labels.</returns>
    /// <exception cref="LabelLimitException">A label would be of no use: what is in the target is torn.</exception>
    public async Task<long> WriteAsync(Stream target, PdfInfo info, IAsyncEnumerable<CodeLabel> labels, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        if (PerSheet == 0)
            throw new InvalidOperationException("Not one label fits the sheet.");
        var writer = new PdfWriter(target, info);
        var (page, count) = ((PdfPage?)null, 0L);
        var rectangles = new List<(int X, int Y, int Width, int Height)>();
        await foreach (var label in labels.WithCancellation(cancellation))
        {
            page ??= NewSheet(writer);
            var place = (int)(count % PerSheet);
            Draw(page, label, Left(place % Columns), Top(place / Columns), ++count, rectangles);
            if (place + 1 < PerSheet)
                continue;
            await writer.AddAsync(page, cancellation);
            page = null;
            progress?.Report(count);
        }
        if (page is not null)
            await writer.AddAsync(page, cancellation);
        await writer.FinishAsync(cancellation);
        progress?.Report(count);
        return count;
    }

    internal double Left(int column) => Start(Page.Width, Columns, Label.Width) + (column * (Label.Width + Gap));

    internal double Top(int row) => Start(Page.Height, Rows, Label.Height) + (row * (Label.Height + Gap));

    private int CountOf(double sheet, double label) => Math.Max(0, (int)Math.Floor((sheet - (2 * Margin) + Gap + Tolerance) / (label + Gap)));

    private double Start(double sheet, int count, double label) => (sheet - (count * label) - ((count - 1) * Gap)) / 2;

    private PdfPage NewSheet(PdfWriter writer)
    {
        var page = writer.NewPage(Page);
        if (CutMarks)
            DrawCutMarks(page);
        return page;
    }

    private void Draw(PdfPage page, CodeLabel label, double x, double y, long number, List<(int X, int Y, int Width, int Height)> rectangles)
    {
        if (QrMatrix.Of(label.Content) is not { } matrix || !Label.Holds(matrix))
            throw new LabelLimitException(LabelRefusals.ContentTooLong(number, Label));
        var lines = label.Lines.Count + (label.Caption is null ? 0 : 1);
        if (lines > Label.Lines)
            throw new LabelLimitException(LabelRefusals.TextTooLong(number, Label));

        var side = Label.QrSide;
        var top = y + ((Label.Height - side - (Label.Lines * Label.Leading)) / 2);
        page.Qr(matrix, x + ((Label.Width - side) / 2), top, side, rectangles);
        var (middle, baseline) = (x + (Label.Width / 2), top + side + Label.TextSize);
        foreach (var line in label.Lines)
        {
            page.Text(middle, baseline, line, Style with { Size = SizeOf(line, number) });
            baseline += Label.Leading;
        }
        if (label.Caption is { } caption)
            page.Text(middle, baseline, PdfText.Shorten(PdfFonts.Regular, Label.TextSize, Label.InnerWidth, caption), Style with { Size = Label.TextSize });
    }

    private double SizeOf(string line, long number)
    {
        var width = PdfText.Width(PdfFonts.Regular, 1, line);
        var size = width * Label.TextSize <= Label.InnerWidth ? Label.TextSize : Label.InnerWidth / width;
        return size >= LabelFormat.SmallestText ? size : throw new LabelLimitException(LabelRefusals.TextTooLong(number, Label));
    }

    /// <summary>At every edge of a label, as far as the margin has room.</summary>
    private void DrawCutMarks(PdfPage page)
    {
        var (left, top) = (Left(0), Top(0));
        var (right, bottom) = (Page.Width - left, Page.Height - top);
        foreach (var x in Edges(Columns, Left, Label.Width))
        {
            page.Line(x, Math.Max(0, top - MarkDistance - MarkLength), x, top - MarkDistance, MarkPen);
            page.Line(x, bottom + MarkDistance, x, Math.Min(Page.Height, bottom + MarkDistance + MarkLength), MarkPen);
        }
        foreach (var y in Edges(Rows, Top, Label.Height))
        {
            page.Line(Math.Max(0, left - MarkDistance - MarkLength), y, left - MarkDistance, y, MarkPen);
            page.Line(right + MarkDistance, y, Math.Min(Page.Width, right + MarkDistance + MarkLength), y, MarkPen);
        }
    }

    private static IEnumerable<double> Edges(int count, Func<int, double> start, double length) =>
        Enumerable.Range(0, count).SelectMany(i => new[] { start(i), start(i) + length }).DistinctBy(edge => Math.Round(edge, 3));
}
