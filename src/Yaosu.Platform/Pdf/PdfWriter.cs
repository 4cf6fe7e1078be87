using System.Globalization;
using System.Text;
using Yaosu.Platform.Pdf.Fonts;

namespace Yaosu.Platform.Pdf;

/// <summary>What the file says of itself.</summary>
/// <param name="CreatedAt">UTC; null says nothing, and the same pages then give the same bytes.</param>
/// <param name="PageNumbers">Writes 第 x 页，共 y 页 at the foot of each page.</param>
public sealed record PdfInfo(string Title, string? Author = null, DateTime? CreatedAt = null, bool PageNumbers = false);

/// <summary>
/// Writes a PDF file page by page: a page is in the target, and out of memory, soon after it is added. The target need not seek, is written asynchronously
/// only and stays open. Without <see cref="FinishAsync"/> it holds a torn file.
/// </summary>
public sealed class PdfWriter
{
    public const string ContentType = "application/pdf";

    internal const double FootFromBottom = 8;

    private const double LongestTotal = 60;
    private static readonly PdfTextStyle FootStyle = PdfTextStyle.Small;

    private readonly PdfInfo _info;
    private readonly PdfObjects _objects;
    private readonly PdfPageTree _pages;
    private PdfFontInUse? _font;
    private PdfOperators? _spare;
    private int _total;
    private bool _isFinished;

    public PdfWriter(Stream target, PdfInfo info)
    {
        _info = info;
        _objects = new(target);
        _pages = new(_objects);
    }

    public int PageCount => _pages.Count;

    /// <summary>Opened by the first who asks: a document without text needs none.</summary>
    internal PdfFontInUse Font => _font ??= new(PdfFonts.Regular, _objects.NewNumber());

    public PdfPage NewPage(PdfPageSize? size = null)
    {
        var content = _spare ?? new();
        _spare = null;
        return new(this, size ?? PdfPageSize.A4, content);
    }

    /// <summary>A JPEG as it is, or a PNG of eight bits a channel; once for all pages that show it.</summary>
    public async Task<Outcome<PdfImage>> AddImageAsync(ReadOnlyMemory<byte> file, CancellationToken cancellation = default)
    {
        var image = PdfImage.Write(_objects, file);
        await _objects.FlushWhenFullAsync(cancellation);
        return image;
    }

    /// <summary>The page is finished: nothing more can be drawn on it.</summary>
    public async Task AddAsync(PdfPage page, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_isFinished, this);
        if (_info.PageNumbers)
            DrawFoot(page);
        var drawn = page.Content;
        var (number, content, parent) = (_objects.NewNumber(), _objects.NewNumber(), _pages.Parent);
        _objects.WriteStream(content, "", drawn.Written.Span);
        _objects.Write(number, $"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {Points(page.Size.Width)} {Points(page.Size.Height)}]/Resources<<{Resources(page)}>>/Contents {content} 0 R>>");
        _pages.Add(number);
        // The next page is about as long: its buffer is there already.
        drawn.Clear();
        _spare = drawn;
        page.IsInFile = true;
        await _objects.FlushWhenFullAsync(cancellation);
    }

    /// <summary>A document without pages, which readers refuse to open, gets an empty one.</summary>
    public async Task FinishAsync(CancellationToken cancellation = default)
    {
        if (PageCount == 0)
            await AddAsync(NewPage(), cancellation);
        _isFinished = true;
        if (_total != 0)
            WriteTotal();
        _font?.WriteTo(_objects);
        var (root, catalog, about) = (_pages.Finish(), _objects.NewNumber(), _objects.NewNumber());
        _objects.Write(catalog, $"<</Type/Catalog/Pages {root} 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>>>");
        var author = _info.Author is { } name ? $"/Author{Text(name)}" : "";
        var created = _info.CreatedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"/CreationDate(D:{ChinaTime.FromUtc(at):yyyyMMddHHmmss}+08'00')") : "";
        _objects.Write(about, $"<</Title{Text(_info.Title)}{author}/Producer(Yaosu){created}>>");
        await _objects.FinishAsync(catalog, about, cancellation);
    }

    private static string Points(double millimetres) => (millimetres * PdfLength.PointsOfMillimetre).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private string Resources(PdfPage page)
    {
        var drawn = string.Concat(page.Drawn.Select(number => $"/X{number} {number} 0 R"));
        return (page.HasText ? $"/Font<</F {Font.Number} 0 R>>" : "") + (drawn.Length > 0 ? $"/XObject<<{drawn}>>" : "");
    }

    /// <summary>How many pages there are is known at the end only, so each page shows one and the same form, which is written then.</summary>
    private void DrawFoot(PdfPage page)
    {
        if (_total == 0)
            _total = _objects.NewNumber();
        var (middle, baseline) = (page.Size.Width / 2, page.Size.Height - FootFromBottom);
        page.Text(middle, baseline, string.Create(CultureInfo.InvariantCulture, $"第 {PageCount + 1} 页，"), FootStyle with { Align = PdfAlign.Right });
        page.Promised(_total, middle, baseline);
    }

    private void WriteTotal()
    {
        var content = new PdfOperators().Fill(FootStyle.Color).Raw("BT/F "u8).Number(FootStyle.Size).Raw("Tf 0 Tr "u8);
        Font.Write(content, string.Create(CultureInfo.InvariantCulture, $"共 {PageCount} 页"));
        content.Raw("ET\n"u8);
        var box = string.Create(CultureInfo.InvariantCulture, $"[0 {-FootStyle.Size:0.###} {LongestTotal} {2 * FootStyle.Size:0.###}]");
        _objects.WriteStream(_total, $"/Type/XObject/Subtype/Form/BBox{box}/Resources<</Font<</F {Font.Number} 0 R>>>>", content.Written.Span);
    }
}
