using Yaosu.Platform.Pdf;

namespace Yaosu.Tests.Platform.Pdf;

public sealed class TableTests
{
    private sealed record Row(int Number, string Name);

    private static readonly PdfColumn<Row>[] Columns = [new("序号", r => $"#{r.Number}", 1, PdfAlign.Right), new("药品", r => r.Name, 4)];

    [Fact]
    public async Task The_head_stands_on_every_page_every_row_once_and_each_page_says_which_it_is()
    {
        var file = await WriteAsync(Enumerable.Range(1, 120).Select(i => new Row(i, "阿莫西林胶囊")));

        file.Pages.Should().HaveCountGreaterThan(2);
        foreach (var (page, number) in file.Pages.Select((page, i) => (page, i + 1)))
        {
            page.Texts.Should().ContainSingle(x => x.Text == "药品").And.ContainSingle(x => x.Text == "序号");
            page.Text.Should().EndWith($"第 {number} 页，\n共 {file.Pages.Count} 页");
            page.Texts.Max(x => x.Y).Should().BeLessThan(297 - 7);
            page.Texts.Where(x => x.Text.StartsWith('#')).Should().OnlyContain(x => x.Y < 297 - 18, "rows end where the margin begins");
        }
        file.Pages.SelectMany(x => x.Texts).Where(x => x.Text.StartsWith('#')).Select(x => x.Text).Should().Equal(Enumerable.Range(1, 120).Select(i => $"#{i}"));
        var ends = file.Pages[0].Texts.Where(x => x.Text.StartsWith('#')).Select(x => x.X + x.Width).ToList();
        (ends.Max() - ends.Min()).Should().BeLessThan(0.01, "numbers end at one line");
    }

    [Fact]
    public async Task A_row_that_is_higher_than_a_page_goes_on_on_the_next()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"第{i}句。"));
        var file = await WriteAsync([new(1, "短"), new(2, text), new(3, "后")]);

        file.Pages.Should().HaveCountGreaterThan(3);
        file.Pages.Should().OnlyContain(page => page.Texts.Any(x => x.Text == "药品"));
        file.Pages.SelectMany(x => x.Texts).Should().OnlyContain(x => x.Y > 16 && x.Y < 297 - 7);
        string.Concat(file.Pages.SelectMany(page => page.Texts).Select(x => x.Text).Where(x => x.Contains('句') || x.Contains('第') && !x.Contains('页') || x.All(c => char.IsAsciiDigit(c) || c == '。')))
            .Should().Be(text);
        file.Pages[^1].Texts.Should().Contain(x => x.Text == "#3");
    }

    [Fact]
    public async Task A_row_that_fits_a_page_is_not_torn()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 20).Select(i => $"行{i}"));
        var file = await WriteAsync(Enumerable.Range(1, 9).Select(i => new Row(i, lines)));

        foreach (var page in file.Pages)
            page.Texts.Count(x => x.Text.StartsWith('行')).Should().Be(page.Texts.Count(x => x.Text.StartsWith('#')) * 20);
    }

    [Fact]
    public async Task A_table_without_rows_is_its_head_and_one_without_columns_a_mistake()
    {
        (await WriteAsync([])).Pages.Single().Texts.Select(x => x.Text).Should().Contain(["序号", "药品"]);

        var none = () => new PdfFlow(new(new MemoryStream(), new("表"))).TableAsync(Array.Empty<PdfColumn<Row>>(), new Row[1].ToAsyncEnumerable());
        await none.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Texts_and_images_flow_on_to_further_pages_and_keep_inside_the_margins()
    {
        var target = new AsyncOnlyStream();
        var writer = new PdfWriter(target, new("文"));
        var flow = new PdfFlow(writer);
        await flow.TextAsync(string.Concat(Enumerable.Repeat("每一句话都要看得见。", 600)), PdfTextStyle.Body);
        flow.Space(500);
        var image = (await writer.AddImageAsync(PngSample.Make(10, 40, 2, (x, y) => [(byte)x, (byte)y, 7]))).Value;
        await flow.ImageAsync(image, 1000);
        await flow.FinishAsync();

        var file = new PdfFile(target.ToArray());
        file.Pages.Should().HaveCountGreaterThan(2);
        file.Pages.SelectMany(x => x.Texts).Should().OnlyContain(x => x.X >= 17.99 && x.X + x.Width <= 192.01 && x.Y > 16 && x.Y < 279);
        var place = file.Pages[^1].Images.Single().Place;
        place.Y.Should().BeApproximately(16, 0.01);
        place.Height.Should().BeApproximately(297 - 16 - 18, 0.01);
        (place.Height / place.Width).Should().BeApproximately(4, 0.001);
    }

    private static async Task<PdfFile> WriteAsync(IEnumerable<Row> rows)
    {
        var target = new AsyncOnlyStream();
        var flow = new PdfFlow(new(target, new("表", PageNumbers: true)));
        var list = rows.ToList();
        (await flow.TableAsync(Columns, list.ToAsyncEnumerable())).Should().Be(list.Count);
        await flow.FinishAsync();
        return new(target.ToArray());
    }
}
