using System.Buffers.Binary;
using System.Text;
using Yaosu.Platform.Pdf;
using Yaosu.Platform.Pdf.Fonts;

namespace Yaosu.Tests.Platform.Pdf;

public sealed class WriterTests
{
    private static readonly PdfTextStyle Style = new(4);

    [Fact]
    public async Task Text_comes_back_as_it_went_in_at_the_place_it_was_given()
    {
        var file = await WriteAsync(new("产销存 & <样例> (一)", "药溯", new(2026, 1, 31, 16, 0, 0, DateTimeKind.Utc)), page =>
        {
            page.Text(20, 30, "追溯码 8123-ABC", Style);
            page.Text(200, 40, "右", Style with { Align = PdfAlign.Right });
            page.Text(105, 50, "中间", Style with { Align = PdfAlign.Center, Bold = true, Color = new(200, 0, 0) });
        });

        file.Title.Should().Be("产销存 & <样例> (一)");
        file.Info.Should().Contain("/CreationDate(D:20260201000000+08'00')").And.Contain("/Author<FEFF");
        var page = file.Pages.Single();
        page.Width.Should().BeApproximately(210, 0.001);
        page.Height.Should().BeApproximately(297, 0.001);
        page.Texts.Select(x => x.Text).Should().Equal("追溯码 8123-ABC", "右", "中间");
        Near(page.Texts[0], 20, 30);
        Near(page.Texts[1], 196, 40);
        Near(page.Texts[2], 101, 50);
        page.Texts.Should().OnlyContain(x => x.Size == 4);
        page.Texts[1].Width.Should().Be(4, "a Chinese character fills a square");
    }

    [Fact]
    public async Task Characters_past_the_first_plane_and_those_that_no_glyph_draws_are_still_copied_out_right()
    {
        const string Text = "𠮷😀→\uE123\u2F00一 Ä①";
        var file = await WriteAsync(new("字"), page =>
        {
            page.Text(20, 30, Text, Style);
            page.Text(20, 40, "断\uD83D行", Style);
            page.Text(20, 50, "零\u200B宽\t表", Style);
        });

        file.Pages[0].Texts.Select(x => x.Text).Should().Equal(Text, "断\uFFFD行", "零宽 表");
        var font = file.Pages[0].Font!;
        font.GlyphOf(font.Texts.Single(x => x.Value == "😀").Key).Should().Be(0, "the font has no such glyph");
        font.GlyphOf(font.Texts.Single(x => x.Value == "一").Key).Should().BeGreaterThan(0);
        file.Pages[0].Texts[0].Width.Should().BeApproximately(PdfText.Width(PdfFonts.Regular, 4, Text), 0.01);
    }

    [Fact]
    public async Task The_embedded_font_holds_the_drawn_glyphs_alone_each_with_its_outline()
    {
        const string Text = "药品追溯系统 ABCxyz0189，。ÀÉîõü½ǖ㎡℃";
        var file = await WriteAsync(new("字"), page => page.Text(20, 30, Text, Style));

        var (font, source) = (file.Pages[0].Font!, PdfFonts.Regular);
        font.Program.Length.Should().BeLessThan(40_000);
        font.Texts.Should().HaveCount(Text.EnumerateRunes().Distinct().Count());
        font.Program.GlyphCount.Should().Be(font.Texts.Count + 1);
        foreach (var (number, text) in font.Texts)
        {
            var glyph = source.GlyphOf(text.EnumerateRunes().Single());
            glyph.Should().BeGreaterThan(0, text);
            font.Program.AdvanceOf(font.GlyphOf(number)).Should().Be(source.AdvanceOf(glyph));
            SameOutline(font.Program, font.GlyphOf(number), source, glyph);
        }
        SameOutline(font.Program, 0, source, 0);
    }

    [Fact]
    public void A_glyph_made_of_others_brings_them_along()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, TinyFont.Make());
            using var source = TrueTypeFile.Open(path);
            (source.Name, source.Ascent, source.Descent).Should().Be(("Tiny", 800, -200));
            (source.GlyphOf(new('A')), source.GlyphOf(new('Á')), source.GlyphOf(new('B'))).Should().Be((1, 3, 0));
            (source.AdvanceOf(0), source.AdvanceOf(4)).Should().Be((500, 600));

            var nested = new TrueTypeRead(FontSubset.Make(source, [0, 4]));
            nested.GlyphCount.Should().Be(5, "the parts of its part are there");
            SameOutline(nested, 1, source, 4).Should().Be(2);
            var shared = new TrueTypeRead(FontSubset.Make(source, [0, 3, 2]));
            shared.GlyphCount.Should().Be(4, "what is drawn by itself is not there twice");
            SameOutline(shared, 1, source, 3).Should().Be(1);
            SameOutline(shared, 2, source, 2).Should().Be(0);
            new TrueTypeRead(FontSubset.Make(source, [0])).GlyphCount.Should().Be(1);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Lines_rectangles_and_paths_are_drawn_in_millimetres()
    {
        var file = await WriteAsync(new("形"), page =>
        {
            page.Line(10, 20, 110, 20, 0.25, PdfColor.Gray);
            page.FillRectangle(10, 30, 25, 38);
            page.Rectangle(50, 30, 22, 35, 0.1);
            page.Fill(new PdfPath().MoveTo(100, 100).CurveTo(110, 100, 110, 110, 100, 110).LineTo(90, 110).Close(), new(255, 0, 51));
            page.Stroke(new PdfPath().Rectangle(5, 6, 7, 8), 0.5);
        });

        var paths = file.Pages[0].Paths;
        paths.Select(x => x.How).Should().Equal("S", "f", "S", "f", "S");
        (paths[0].Pen, paths[0].Color).Should().Be((0.25, "0.4"));
        Near(paths[0].Points, (10, 20), (110, 20));
        Near(paths[1].Boxes.Single(), new(10, 30, 25, 38));
        Near(paths[2].Boxes.Single(), new(50, 30, 22, 35));
        paths[3].Color.Should().Be("1 0 0.2");
        Near(paths[3].Points, (100, 100), (100, 110), (90, 110));
        Near(paths[4].Points, (5, 6), (12, 6), (12, 14), (5, 14));
        file.Objects.Should().NotContain(x => x.Dictionary.Contains("/Font"), "nothing was written");
        var nowhere = () => WriteAsync(new("形"), page => page.Line(double.NaN, 0, 1, 1, 1));
        await nowhere.Should().ThrowAsync<ArgumentOutOfRangeException>();
        var path = () => new PdfPath().LineTo(1, 1);
        path.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public async Task Empty_texts_draw_nothing_and_a_document_without_pages_gets_an_empty_one()
    {
        var file = await WriteAsync(new(""), page => page.Text(20, 20, "", Style));
        file.Pages.Single().Texts.Should().BeEmpty();
        file.Title.Should().BeEmpty();

        var target = new MemoryStream();
        await new PdfWriter(target, new("空")).FinishAsync();
        new PdfFile(target.ToArray()).Pages.Should().ContainSingle();
    }

    [Fact]
    public async Task Pages_leave_memory_as_they_are_added_and_are_found_again_whatever_their_number()
    {
        const int Count = 4200;
        var target = new AsyncOnlyStream();
        var writer = new PdfWriter(target, new("多", PageNumbers: true));
        var noise = new Random(1);
        for (var i = 0; i < Count; i++)
        {
            var page = writer.NewPage(i % 2 == 0 ? PdfPageSize.A4 : PdfPageSize.A4Landscape);
            page.Text(20, 20, $"页 {i} {noise.NextInt64()}", Style);
            await writer.AddAsync(page);
            if (i % 1000 == 999)
                target.Written.Should().BeGreaterThan(i * 300, "all but the last few pages are in the target");
        }
        await writer.FinishAsync();
        await writer.Invoking(x => x.AddAsync(x.NewPage())).Should().ThrowAsync<ObjectDisposedException>();

        var file = new PdfFile(target.ToArray());
        file.Pages.Should().HaveCount(Count);
        for (var i = 0; i < Count; i += 97)
        {
            file.Pages[i].Text.Should().StartWith($"页 {i} ").And.EndWith($"\n第 {i + 1} 页，\n共 {Count} 页");
            file.Pages[i].Width.Should().BeApproximately(i % 2 == 0 ? 210 : 297, 0.001);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4096)]
    [InlineData(4097)]
    public async Task The_tree_of_pages_is_whole_at_its_edges(int count)
    {
        var target = new MemoryStream();
        var writer = new PdfWriter(target, new("边"));
        for (var i = 0; i < count; i++)
            await writer.AddAsync(writer.NewPage());
        await writer.FinishAsync();
        new PdfFile(target.ToArray()).Pages.Should().HaveCount(count);
    }

    [Fact]
    public async Task The_same_pages_give_the_same_bytes()
    {
        Task<PdfFile> Once() => WriteAsync(new("同", PageNumbers: true), page => page.Text(20, 20, "一样的内容", Style));
        (await Once()).Bytes.Should().Equal((await Once()).Bytes);
    }

    [Fact]
    public async Task A_page_that_is_in_the_file_takes_nothing_more()
    {
        var target = new AsyncOnlyStream();
        var writer = new PdfWriter(target, new("页"));
        var (first, second) = (writer.NewPage(), writer.NewPage());
        second.Text(20, 20, "第二", Style);
        first.Text(20, 20, "第一", Style);
        await writer.AddAsync(first);
        first.Invoking(x => x.Text(20, 20, "迟", Style)).Should().Throw<InvalidOperationException>();
        await writer.Invoking(x => x.AddAsync(first)).Should().ThrowAsync<InvalidOperationException>();
        await writer.AddAsync(second);
        var third = writer.NewPage();
        third.Text(20, 20, "第三", Style);
        await writer.AddAsync(third);
        await writer.FinishAsync();
        new PdfFile(target.ToArray()).Pages.Select(x => x.Text).Should().Equal("第一", "第二", "第三");
    }

    [Fact]
    public async Task A_broken_off_writing_leaves_a_torn_file()
    {
        var target = new MemoryStream();
        var writer = new PdfWriter(target, new("断"));
        await writer.AddAsync(writer.NewPage());
        Encoding.Latin1.GetString(target.ToArray()).Should().NotContain("%%EOF");
    }

    [Fact]
    public void Without_its_font_file_the_platform_says_what_is_missing()
    {
        var folder = Directory.CreateTempSubdirectory("yaosu-fonts-");
        try
        {
            var open = () => PdfFonts.Open(folder.FullName);
            open.Should().Throw<PdfFontMissingException>().Which.Refusal.Text.Should().Contain(PdfFonts.RegularFile).And.EndWith("请联系平台管理员重新安装程序。");

            Directory.CreateDirectory(Path.Combine(folder.FullName, "fonts"));
            var path = Path.Combine(folder.FullName, "fonts", PdfFonts.RegularFile);
            File.WriteAllText(path, "OTTO, not TrueType outlines");
            open.Should().Throw<InvalidDataException>();
            File.WriteAllBytes(path, [0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 1, 2, 3]);
            open.Should().Throw<InvalidDataException>();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_licence_of_the_typeface_lies_beside_it()
    {
        var pointer = Path.Combine(AppContext.BaseDirectory, "pdf-fonts.path");
        var folder = File.Exists(pointer) ? File.ReadAllText(pointer).Trim() : Path.Combine(AppContext.BaseDirectory, "fonts");
        File.ReadAllText(Path.Combine(folder, "NotoSansSC.LICENSE.txt")).Should().Contain("SIL Open Font License");
    }

    internal static async Task<PdfFile> WriteAsync(PdfInfo info, Action<PdfPage> draw)
    {
        var target = new AsyncOnlyStream();
        var writer = new PdfWriter(target, info);
        var page = writer.NewPage();
        draw(page);
        await writer.AddAsync(page);
        await writer.FinishAsync();
        return new(target.ToArray());
    }

    /// <returns>How many compounds there are among the glyph and its parts.</returns>
    private static int SameOutline(TrueTypeRead font, int glyph, TrueTypeFile source, int original)
    {
        var (ours, theirs) = (font.Outline(glyph), source.Outline(original));
        if (theirs.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(theirs) >= 0)
        {
            ours.AsSpan(0, theirs.Length).SequenceEqual(theirs).Should().BeTrue();
            ours.Length.Should().BeInRange(theirs.Length, theirs.Length + 3);
            return 0;
        }
        var compounds = 1;
        for (var at = 10; ;)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(theirs.AsSpan(at));
            BinaryPrimitives.ReadUInt16BigEndian(ours.AsSpan(at)).Should().Be(flags);
            compounds += SameOutline(font, BinaryPrimitives.ReadUInt16BigEndian(ours.AsSpan(at + 2)), source, BinaryPrimitives.ReadUInt16BigEndian(theirs.AsSpan(at + 2)));
            var next = at + 4 + ((flags & 1) != 0 ? 4 : 2) + ((flags & 8) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0);
            ours.AsSpan((at + 4)..next).SequenceEqual(theirs.AsSpan((at + 4)..next)).Should().BeTrue();
            if ((flags & 0x20) == 0)
                return compounds;
            at = next;
        }
    }

    private static void Near(DrawnText text, double x, double y)
    {
        text.X.Should().BeApproximately(x, 0.002);
        text.Y.Should().BeApproximately(y, 0.002);
    }

    private static void Near(DrawnBox box, DrawnBox expected)
    {
        box.X.Should().BeApproximately(expected.X, 0.002);
        box.Y.Should().BeApproximately(expected.Y, 0.002);
        box.Width.Should().BeApproximately(expected.Width, 0.002);
        box.Height.Should().BeApproximately(expected.Height, 0.002);
    }

    private static void Near(IReadOnlyList<(double X, double Y)> points, params (double X, double Y)[] expected)
    {
        points.Should().HaveCount(expected.Length);
        foreach (var (point, wanted) in points.Zip(expected))
        {
            point.X.Should().BeApproximately(wanted.X, 0.002);
            point.Y.Should().BeApproximately(wanted.Y, 0.002);
        }
    }
}
