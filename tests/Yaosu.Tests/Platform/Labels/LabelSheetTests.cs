using System.Runtime.CompilerServices;
using Yaosu.Platform.Labels;
using Yaosu.Platform.Pdf;
using Yaosu.Tests.Platform.Qr;
using Yaosu.Tests.Platform.Pdf;

namespace Yaosu.Tests.Platform.Labels;

public sealed class LabelSheetTests
{
    private const string Code = "8A7F0K3M9QW2XZ5B1C4D7E8F0G2HJ5K6";

    [Fact]
    public async Task Every_label_stands_in_its_place_with_a_code_that_reads_back_and_its_text_below()
    {
        var sheet = new LabelSheet(LabelFormat.OuterPackage);
        (sheet.Columns, sheet.Rows).Should().Be((7, 7));
        var file = await WriteAsync(sheet, [.. Enumerable.Range(0, 60).Select(i => CodeLabel.OfCode(Address(i), $"{Code[..^2]}{i:D2}", $"药品{i}"))]);

        file.Pages.Should().HaveCount(2);
        var codes = file.Pages.SelectMany(page => page.Paths.Where(IsQr).Select(path => (Page: page, Path: path))).ToList();
        codes.Should().HaveCount(60);
        for (var i = 0; i < 60; i++)
        {
            var (page, path) = codes[i];
            page.Should().BeSameAs(file.Pages[i / 49]);
            var (left, top) = (sheet.Left(i % 49 % 7), sheet.Top(i % 49 / 7));
            Read(path, out var box, out var module).Should().Be(Address(i));
            box.X.Should().BeGreaterThanOrEqualTo(left + (4 * module) - 0.01, "four modules stay light");
            (box.X + box.Width).Should().BeLessThanOrEqualTo(left + 25 - (4 * module) + 0.01);
            box.Y.Should().BeGreaterThanOrEqualTo(top + (4 * module) - 0.01);
            var texts = page.Texts.Where(x => x.X > left && x.X < left + 25 && x.Y > top && x.Y < top + 38).ToList();
            texts.Select(x => x.Text).Should().Equal("8A7F 0K3M 9QW2 XZ5B", $"1C4D 7E8F 0G2H J5{i:D2}", $"药品{i}");
            texts.Should().OnlyContain(x => x.X >= left + 0.99 && x.X + x.Width <= left + 24.01 && x.Y > box.Y + box.Height + (4 * module));
            texts.Should().OnlyContain(x => Math.Abs(x.X + (x.Width / 2) - left - 12.5) < 0.02, "texts stand in the middle");
        }
    }

    [Fact]
    public void Sheets_hold_as_many_labels_of_real_size_as_fit_between_the_margins()
    {
        var sheet = new LabelSheet(LabelFormat.InnerPackage, PdfPageSize.A4, Margin: 5, Gap: 0);
        (sheet.Columns, sheet.Rows, sheet.PerSheet).Should().Be((9, 8, 72));
        sheet.Left(0).Should().BeApproximately(6, 0.001, "what is left over is divided");
        (sheet.Left(8) + 22).Should().BeApproximately(204, 0.001);
        new LabelSheet(new(50, 297), PdfPageSize.A4, Margin: 0, Gap: 0).PerSheet.Should().Be(4, "exactly full is full");
        new LabelSheet(new(250, 30)).PerSheet.Should().Be(0);
    }

    [Fact]
    public async Task No_labels_make_one_empty_sheet()
    {
        var file = await WriteAsync(new(LabelFormat.OuterPackage), []);
        file.Pages.Single().Texts.Should().BeEmpty();
        file.Pages.Single().Paths.Should().BeEmpty();
    }

    [Fact]
    public async Task Wide_lines_are_set_smaller_and_captions_are_cut()
    {
        var file = await WriteAsync(new(LabelFormat.InnerPackage), [new(Address(1), ["MMMM MMMM MMMM MMM1"], "很长很长很长很长很长很长的名称"), new(Address(2), [])]);

        var (line, caption) = (file.Pages[0].Texts[0], file.Pages[0].Texts[1]);
        line.Text.Should().Be("MMMM MMMM MMMM MMM1");
        line.Size.Should().BeLessThan(LabelFormat.InnerPackage.TextSize).And.BeGreaterThan(LabelFormat.SmallestText);
        line.Width.Should().BeApproximately(20, 0.05);
        caption.Text.Should().EndWith("…");
        caption.Size.Should().Be(LabelFormat.InnerPackage.TextSize);
        caption.Width.Should().BeLessThanOrEqualTo(20);
    }

    [Fact]
    public void A_code_is_broken_into_groups_of_four_in_lines_of_about_one_length()
    {
        CodeLabel.OfCode("x", Code).Lines.Should().Equal("8A7F 0K3M 9QW2 XZ5B", "1C4D 7E8F 0G2H J5K6");
        CodeLabel.OfCode("x", "81234567890123456789").Lines.Should().Equal("8123 4567 8901", "2345 6789");
        CodeLabel.OfCode("x", "123456").Lines.Should().Equal("1234 56");
        CodeLabel.OfCode("x", "").Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task What_could_not_be_scanned_or_read_is_refused_by_its_number()
    {
        var sheet = new LabelSheet(LabelFormat.InnerPackage);
        (await RefusalAsync(sheet, CodeLabel.OfCode(new string('a', 500), Code))).Should().Be(LabelRefusals.ContentTooLong(2, LabelFormat.InnerPackage));
        (await RefusalAsync(sheet, CodeLabel.OfCode(new string('a', 5000), Code))).Should().Be(LabelRefusals.ContentTooLong(2, LabelFormat.InnerPackage));
        (await RefusalAsync(sheet, new("x", [new string('8', 60)]))).Should().Be(LabelRefusals.TextTooLong(2, LabelFormat.InnerPackage));
        (await RefusalAsync(sheet, new("x", ["1", "2", "3"], "4"))).Should().Be(LabelRefusals.TextTooLong(2, LabelFormat.InnerPackage));
        LabelRefusals.TextTooLong(2, LabelFormat.InnerPackage).Text.Should().Contain("第 2 个标签").And.Contain("22×35 毫米");

        await sheet.Invoking(x => (x with { Margin = 200 }).WriteAsync(new AsyncOnlyStream(), new("标签"), [])).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Cut_marks_lie_in_the_margins_at_the_edges_of_the_labels()
    {
        var sheet = new LabelSheet(LabelFormat.OuterPackage, PdfPageSize.A4, CutMarks: true);
        var file = await WriteAsync(sheet, [CodeLabel.OfCode(Address(1), Code)]);

        var marks = file.Pages[0].Paths.Where(x => x.How == "S").ToList();
        marks.Should().HaveCount(4 * 14);
        var upright = marks.Where(x => Math.Abs(x.Points[0].X - x.Points[1].X) < 0.001).Select(x => x.Points[0].X).Distinct().Order().ToList();
        upright.Should().HaveCount(14);
        upright[0].Should().BeApproximately(sheet.Left(0), 0.001);
        upright[1].Should().BeApproximately(sheet.Left(0) + 25, 0.001);
        foreach (var (x, y) in marks.SelectMany(mark => mark.Points))
        {
            (x >= 0 && x <= 210 && y >= 0 && y <= 297).Should().BeTrue();
            (x > sheet.Left(0) - 0.9 && x < 210 - sheet.Left(0) + 0.9 && y > sheet.Top(0) - 0.9 && y < 297 - sheet.Top(0) + 0.9).Should().BeFalse("no mark is on a label");
        }
        (await WriteAsync(sheet with { CutMarks = false }, [CodeLabel.OfCode(Address(1), Code)])).Pages[0].Paths.Should().NotContain(x => x.How == "S");
    }

    [Fact]
    public async Task Labels_are_asked_for_sheet_by_sheet_and_sheets_are_written_as_they_are_full()
    {
        var (target, told) = (new AsyncOnlyStream(), new List<long>());
        var (asked, behind) = (0, 0L);
        var count = await new LabelSheet(LabelFormat.OuterPackage).WriteAsync(target, new("标签"), Labels(), new Told(told.Add));

        count.Should().Be(500);
        told.Should().Equal(Enumerable.Range(1, 10).Select(i => i * 49L).Append(500));
        behind.Should().BeGreaterThan(100_000, "most of the file is out of memory before the last label is asked for");

        async IAsyncEnumerable<CodeLabel> Labels([EnumeratorCancellation] CancellationToken cancellation = default)
        {
            for (; asked < 500; asked++)
            {
                await Task.Yield();
                behind = target.Written;
                yield return CodeLabel.OfCode(Address(asked), Code);
            }
        }
    }

    private static string Address(int number) => $"https://yaosu.example/s/{Code}{number}";

    private static async Task<PdfFile> WriteAsync(LabelSheet sheet, IReadOnlyList<CodeLabel> labels)
    {
        var target = new AsyncOnlyStream();
        (await sheet.WriteAsync(target, new("追溯码标签"), labels)).Should().Be(labels.Count);
        return new(target.ToArray());
    }

    private static async Task<Refusal> RefusalAsync(LabelSheet sheet, CodeLabel second)
    {
        var write = () => sheet.WriteAsync(new AsyncOnlyStream(), new("标签"), [CodeLabel.OfCode(Address(1), Code), second]);
        return (await write.Should().ThrowAsync<LabelLimitException>()).Which.Refusal;
    }

    private static bool IsQr(DrawnPath path) => path.How == "f" && path.Boxes.Count > 50;

    /// <summary>From what is drawn alone: the corners fill the code's square, and a corner's upper edge is seven modules.</summary>
    private static string Read(DrawnPath path, out DrawnBox square, out double module)
    {
        path.Color.Should().Be("0");
        var (left, top) = (path.Boxes.Min(x => x.X), path.Boxes.Min(x => x.Y));
        var (right, bottom) = (path.Boxes.Max(x => x.X + x.Width), path.Boxes.Max(x => x.Y + x.Height));
        square = new(left, top, right - left, bottom - top);
        var side = path.Boxes.Single(x => Math.Abs(x.X - left) < 0.01 && Math.Abs(x.Y - top) < 0.01).Width / 7;
        module = side;
        return QrReader.Read((x, y) => path.Boxes.Any(box => box.Covers(left + ((x + 0.5) * side), top + ((y + 0.5) * side))), (int)Math.Round(square.Width / side));
    }

    private sealed class Told(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
