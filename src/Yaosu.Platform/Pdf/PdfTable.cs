using Yaosu.Platform.Pdf.Fonts;

namespace Yaosu.Platform.Pdf;

/// <param name="Weight">Its share of the width, beside those of the others.</param>
public sealed record PdfColumn<T>(string Title, Func<T, string> Text, double Weight = 1, PdfAlign Align = PdfAlign.Left);

/// <summary>A table within a flow: one row at a time is in memory.</summary>
internal sealed class PdfTable<T>
{
    private const double Padding = 1.2;
    private const double Pen = 0.15;
    private static readonly PdfColor HeadFill = new(0xF2, 0xF2, 0xF2);

    private readonly PdfFlow _flow;
    private readonly IReadOnlyList<PdfColumn<T>> _columns;
    private readonly PdfTextStyle _style;
    private readonly double[] _edges;
    private readonly IReadOnlyList<string>[] _head;

    public PdfTable(PdfFlow flow, IReadOnlyList<PdfColumn<T>> columns, PdfTextStyle style)
    {
        if (columns.Count == 0)
            throw new ArgumentException("A table has columns.", nameof(columns));
        (_flow, _columns, _style) = (flow, columns, style);
        var sum = columns.Sum(column => column.Weight);
        _edges = new double[columns.Count + 1];
        _edges[0] = flow.Left;
        for (var i = 0; i < columns.Count; i++)
            _edges[i + 1] = _edges[i] + (flow.Width * columns[i].Weight / sum);
        _head = [.. columns.Select((column, i) => Wrap(i, column.Title))];
    }

    private double HeadHeight => HeightOf(_head.Max(cell => cell.Count));

    public async Task<long> WriteAsync(IAsyncEnumerable<T> rows, CancellationToken cancellation)
    {
        // A head alone at the foot of a page helps nobody.
        await _flow.NeedAsync(HeadHeight + HeightOf(1), cancellation);
        DrawHead();
        var count = 0L;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            await WriteRowAsync([.. _columns.Select((column, i) => Wrap(i, column.Text(row)))], cancellation);
            count++;
        }
        return count;
    }

    private async Task WriteRowAsync(IReadOnlyList<string>[] cells, CancellationToken cancellation)
    {
        var lines = cells.Max(cell => cell.Count);
        var isWhole = HeightOf(lines) <= _flow.PageRoom - HeadHeight;
        if (!_flow.Fits(HeightOf(isWhole ? lines : 1)))
            await NextPageAsync(cancellation);
        for (var done = 0; done < lines;)
        {
            // At least one, or a page too low for any would go on for ever.
            var most = Math.Max(1, (int)Math.Floor((_flow.Room - (2 * Padding) + 0.001) / _style.Leading));
            var part = Math.Min(lines - done, most);
            DrawRow(cells, done, part, _style);
            done += part;
            if (done < lines)
                await NextPageAsync(cancellation);
        }
    }

    private async Task NextPageAsync(CancellationToken cancellation)
    {
        await _flow.BreakAsync(cancellation);
        DrawHead();
    }

    private void DrawHead()
    {
        var page = _flow.Page;
        page.FillRectangle(_flow.Left, _flow.Y, _flow.Width, HeadHeight, HeadFill);
        page.Line(_flow.Left, _flow.Y, _flow.Left + _flow.Width, _flow.Y, Pen, PdfColor.Rule);
        DrawRow(_head, 0, _head.Max(cell => cell.Count), _style with { Bold = true });
    }

    private void DrawRow(IReadOnlyList<string>[] cells, int from, int count, PdfTextStyle style)
    {
        var (page, y, height) = (_flow.Page, _flow.Y, HeightOf(count));
        for (var i = 0; i < cells.Length; i++)
            page.Lines(_edges[i] + Padding, y + Padding, WidthOf(i), cells[i].Skip(from).Take(count), style with { Align = _columns[i].Align });
        foreach (var edge in _edges)
            page.Line(edge, y, edge, y + height, Pen, PdfColor.Rule);
        page.Line(_edges[0], y + height, _edges[^1], y + height, Pen, PdfColor.Rule);
        _flow.Advance(height);
    }

    private IReadOnlyList<string> Wrap(int column, string text) => PdfText.Wrap(PdfFonts.Regular, _style.Size, WidthOf(column), text);

    private double WidthOf(int column) => _edges[column + 1] - _edges[column] - (2 * Padding);

    private double HeightOf(int lines) => (lines * _style.Leading) + (2 * Padding);
}
