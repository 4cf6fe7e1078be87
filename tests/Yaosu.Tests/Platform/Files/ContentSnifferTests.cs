using System.IO.Compression;
using System.Text;
using Yaosu.Platform.Files;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Tests.Platform.Files;

public sealed class ContentSnifferTests
{
    private static readonly HashSet<FileKind> Workbooks = [FileKind.Xlsx];

    [Theory]
    [InlineData(FileKind.Png)]
    [InlineData(FileKind.Jpeg)]
    [InlineData(FileKind.Gif)]
    public async Task An_image_is_known_with_its_size(FileKind kind)
    {
        var bytes = kind switch
        {
            FileKind.Png => SampleFiles.Png(640, 480),
            FileKind.Jpeg => SampleFiles.Jpeg(640, 480),
            _ => SampleFiles.Gif(640, 480),
        };

        (await SniffAsync(bytes)).Should().Be(new FileContent(kind, new ImageSize(640, 480)));
    }

    [Fact]
    public async Task Each_of_the_three_WebP_headers_is_known_with_its_size()
    {
        (await SniffAsync(SampleFiles.WebPLossy(640, 480))).Should().Be(new FileContent(FileKind.WebP, new ImageSize(640, 480)));
        (await SniffAsync(SampleFiles.WebPLossless(640, 480))).Should().Be(new FileContent(FileKind.WebP, new ImageSize(640, 480)));
        (await SniffAsync(SampleFiles.WebPExtended(640, 480))).Should().Be(new FileContent(FileKind.WebP, new ImageSize(640, 480)));
    }

    [Fact]
    public async Task The_frame_of_a_jpeg_is_found_behind_long_camera_data_and_fill_bytes()
    {
        var bytes = SampleFiles.Jpeg(4_000, 3_000, [.. Enumerable.Repeat(65_000, 20)]);

        bytes.Length.Should().BeGreaterThan(1_000_000);
        (await SniffAsync(bytes)).Image.Should().Be(new ImageSize(4_000, 3_000));
    }

    [Theory]
    [InlineData(8_000, 5_000, true)]
    [InlineData(8_001, 5_000, false)]
    [InlineData(int.MaxValue, int.MaxValue, false)]
    public async Task An_image_over_forty_million_pixels_is_refused(int width, int height, bool accepted)
    {
        var outcome = await AcceptAsync(SampleFiles.Png(width, height), FileKinds.Images);

        outcome.IsDone.Should().Be(accepted);
        if (!accepted)
            outcome.Refusal.Should().Be(FileRefusals.TooManyPixels(new(width, height)));
    }

    [Theory]
    [InlineData(0, 480)]
    [InlineData(640, 0)]
    public async Task An_image_without_extent_is_unknown(int width, int height)
    {
        foreach (var bytes in new[] { SampleFiles.Png(width, height), SampleFiles.Jpeg(width, height), SampleFiles.Gif(width, height), SampleFiles.WebPLossy(width, height) })
            (await SniffAsync(bytes)).Kind.Should().Be(FileKind.Unknown);
    }

    [Fact]
    public async Task A_jpeg_without_a_frame_is_unknown()
    {
        (await SniffAsync([0xFF, 0xD8, 0xFF, 0xD9])).Kind.Should().Be(FileKind.Unknown);
        (await SniffAsync([0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 100_000)])).Kind.Should().Be(FileKind.Unknown);
        (await SniffAsync([0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0])).Kind.Should().Be(FileKind.Unknown);
        (await SniffAsync([0xFF, 0xD8, 0xFF, 0xE0, 0, 2, .. "<script>alert(1)</script>"u8])).Kind.Should().Be(FileKind.Unknown);
    }

    [Fact]
    public async Task Our_own_exports_are_known_and_accepted()
    {
        using var xlsx = new MemoryStream();
        using var csv = new MemoryStream();
        SpreadsheetColumn<string>[] columns = [SpreadsheetColumn<string>.Text("药品", s => s)];
        await SpreadsheetWriter.WriteXlsxAsync(xlsx, "明细", columns, new[] { "阿司匹林", "<b>" }.ToAsyncEnumerable());
        await SpreadsheetWriter.WriteCsvAsync(csv, columns, new[] { "阿司匹林", "<script>", "\0=1", "\u0001" }.ToAsyncEnumerable());

        var outcome = await AcceptAsync(xlsx.ToArray(), Workbooks);

        outcome.Value.Kind.Should().Be(FileKind.Xlsx);
        outcome.Value.Unpacked.Should().BeGreaterThan(1_000);
        (await SniffAsync(csv.ToArray())).Kind.Should().Be(FileKind.Text);
    }

    [Fact]
    public async Task A_zip_is_a_workbook_only_with_the_parts_of_one_and_without_macros()
    {
        (await SniffAsync(SampleFiles.Zip("readme.txt"))).Kind.Should().Be(FileKind.Zip);
        (await SniffAsync(SampleFiles.Zip("[Content_Types].xml", "word/document.xml"))).Kind.Should().Be(FileKind.Zip);
        (await SniffAsync(SampleFiles.Zip("xl/workbook.xml"))).Kind.Should().Be(FileKind.Zip);
        (await SniffAsync(SampleFiles.Zip("[Content_Types].xml", "xl/workbook.xml"))).Kind.Should().Be(FileKind.Xlsx);
        (await SniffAsync(SampleFiles.Zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"))).Kind.Should().Be(FileKind.MacroWorkbook);
        (await SniffAsync(SampleFiles.Zip())).Kind.Should().Be(FileKind.Zip);
    }

    [Fact]
    public async Task A_zip_with_something_else_before_in_between_or_behind_it_is_no_workbook()
    {
        var zip = SampleFiles.Zip("[Content_Types].xml", "xl/workbook.xml");

        (await SniffAsync([.. "<html><script>alert(1)</script>"u8, .. zip])).Kind.Should().NotBe(FileKind.Xlsx);
        (await SniffAsync([.. zip[..4], .. "<script>"u8, .. zip[4..]])).Kind.Should().Be(FileKind.Unknown);
        (await SniffAsync([.. zip, .. "<script>"u8])).Kind.Should().Be(FileKind.Unknown);
        (await SniffAsync(zip[..^30])).Kind.Should().Be(FileKind.Unknown);
    }

    [Fact]
    public async Task A_zip_bomb_is_refused_by_what_it_says_of_itself()
    {
        using var target = new MemoryStream();
        await using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "[Content_Types].xml", "xl/workbook.xml" })
            {
                await using var part = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync();
                var zeros = new byte[1024 * 1024];
                for (var i = 0; i < 60; i++)
                    await part.WriteAsync(zeros);
            }
        }

        target.Length.Should().BeLessThan(2_000_000);
        (await AcceptAsync(target.ToArray(), Workbooks)).Refusal.Should().Be(FileRefusals.UnpacksTooLarge());
    }

    [Fact]
    public async Task A_zip_with_an_endless_list_of_entries_is_not_taken_for_a_workbook()
    {
        var names = Enumerable.Range(0, 30_000).Select(i => $"xl/{i}").Prepend("[Content_Types].xml").ToArray();

        (await SniffAsync(SampleFiles.Zip(names))).Should().Be(new FileContent(FileKind.Zip));
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>", FileKind.Html)]
    [InlineData("<!doctype HTML>", FileKind.Html)]
    [InlineData("\r\n\t <HtMl>", FileKind.Html)]
    [InlineData("\uFEFF<script>alert(1)</script>", FileKind.Html)]
    [InlineData("<!-- hello --><p>", FileKind.Html)]
    [InlineData("<table><tr><td>系统导出的“表格”</td></tr></table>", FileKind.Html)]
    [InlineData("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">", FileKind.Html)]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\">", FileKind.Svg)]
    [InlineData("<?xml version=\"1.0\"?><!-- a --><SVG>", FileKind.Svg)]
    [InlineData("<?xml version=\"1.0\"?><Workbook>", FileKind.Xml)]
    [InlineData("#!/bin/sh\nrm -rf /", FileKind.Script)]
    [InlineData("<?php system($_GET['c']);", FileKind.Script)]
    [InlineData("<%@ Page Language=\"C#\" %>", FileKind.Script)]
    [InlineData("@ECHO off\r\nformat c:", FileKind.Script)]
    public async Task What_a_browser_or_a_shell_would_run_is_known_and_refused_in_every_encoding(string text, FileKind kind)
    {
        Encoding[] encodings = [new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)];
        foreach (var encoding in encodings)
        {
            byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes(text)];

            (await SniffAsync(bytes)).Kind.Should().Be(kind, "in {0}", encoding.WebName);
            var refusal = (await AcceptAsync(bytes, Workbooks)).Refusal!;
            refusal.Code.Should().Be("file.kind-not-allowed");
            refusal.Text.Should().Contain(kind.ChineseName()).And.Contain(".xlsx");
        }
    }

    [Theory]
    [InlineData("追溯码,数量\r\n81234567890123456789,1\r\n")]
    [InlineData("MZ2026,批号以两个字母开头")]
    [InlineData("GIF,说明")]
    [InlineData("<5mg,含量")]
    [InlineData("a")]
    [InlineData("第一列,<script>alert(1)</script>")]
    public async Task Plain_text_is_text_in_every_encoding(string text)
    {
        Encoding[] encodings = [new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)];
        foreach (var encoding in encodings)
            (await SniffAsync([.. encoding.Preamble, .. encoding.GetBytes(text)])).Kind.Should().Be(FileKind.Text, "in {0}", encoding.WebName);
    }

    [Fact]
    public async Task Text_in_GB18030_is_text()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding("gb18030");

        (await SniffAsync(encoding.GetBytes("药品名称,批号\r\n阿司匹林肠溶片,镕堃㐂𠮷😀\r\n"))).Kind.Should().Be(FileKind.Text);
        (await SniffAsync([.. "药品"u8, 0xFF, 0x20])).Kind.Should().Be(FileKind.Unknown);
    }

    [Fact]
    public async Task Text_longer_than_the_sample_may_be_cut_within_a_character()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var encoding in new[] { new UTF8Encoding(false), Encoding.GetEncoding("gb18030"), new UnicodeEncoding(false, true) })
        {
            for (var shift = 0; shift < 4; shift++)
            {
                byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes(new string('a', shift) + string.Concat(Enumerable.Repeat("药😀", 30_000)))];

                (await SniffAsync(bytes)).Kind.Should().Be(FileKind.Text, "in {0}, shifted by {1}", encoding.WebName, shift);
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { (byte)'M', (byte)'Z', 0x90, 0, 3 }, FileKind.Executable)]
    [InlineData(new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0 }, FileKind.Executable)]
    [InlineData(new byte[] { 0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1 }, FileKind.Executable)]
    [InlineData(new byte[] { 0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52 }, FileKind.Executable)]
    [InlineData(new byte[] { 0x4C, 0, 0, 0, 1, 0x14, 2, 0, 0 }, FileKind.Executable)]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0 }, FileKind.OldOffice)]
    [InlineData(new byte[] { (byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', (byte)'1' }, FileKind.Pdf)]
    [InlineData(new byte[] { 0, 0, 0, 0 }, FileKind.Unknown)]
    [InlineData(new byte[] { 0xFF }, FileKind.Unknown)]
    [InlineData(new byte[] { }, FileKind.Empty)]
    public async Task Other_beginnings_are_told_apart(byte[] bytes, FileKind kind) => (await SniffAsync(bytes)).Kind.Should().Be(kind);

    [Fact]
    public async Task Every_refusal_says_what_to_do()
    {
        (await AcceptAsync([], Workbooks)).Refusal!.Text.Should().Be("文件是空的，请选择有内容的文件。");
        (await AcceptAsync([0, 1, 2], FileKinds.Images)).Refusal!.Text.Should().Be("无法识别文件内容，文件可能已损坏；这里接受 JPG 图片、PNG 图片、WebP 图片、GIF 图片，请重新选择。");
        (await AcceptAsync("<table>"u8.ToArray(), Workbooks)).Refusal!.Text
            .Should().Be("文件的实际内容是网页，这里只接受 Excel 工作簿（.xlsx）；请用 Excel 打开后另存为不加密的 .xlsx 再上传。");
        (await AcceptAsync(SampleFiles.Png(10_000, 10_000), FileKinds.Images)).Refusal!.Text
            .Should().Be("图片为 10000×10000 像素，超过 4000 万像素的上限；请缩小尺寸后重新上传。");
    }

    [Fact]
    public async Task Broken_and_cut_files_never_throw()
    {
        byte[][] seeds =
        [
            SampleFiles.Png(640, 480), SampleFiles.Jpeg(640, 480, 20, 300), SampleFiles.Gif(640, 480), SampleFiles.WebPLossy(640, 480), SampleFiles.WebPLossless(640, 480),
            SampleFiles.WebPExtended(640, 480), SampleFiles.Zip("[Content_Types].xml", "xl/workbook.xml"), "药品,<b>"u8.ToArray(), "\uFEFF<svg>"u8.ToArray(),
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("药品<html>")], [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("药品<html>")],
        ];
        var random = new Random(20_261);
        var kinds = new HashSet<FileKind>();
        foreach (var seed in seeds)
        {
            for (var length = 0; length <= seed.Length; length++)
                kinds.Add((await SniffAsync(seed[..length])).Kind);
            for (var i = 0; i < 1_000; i++)
            {
                var bytes = (byte[])seed.Clone();
                for (var changes = random.Next(1, 6); changes > 0; changes--)
                    bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => random.Next(256) });
                kinds.Add((await SniffAsync(bytes)).Kind);
            }
        }

        kinds.Should().Contain([FileKind.Empty, FileKind.Unknown, FileKind.Text, FileKind.Png, FileKind.Xlsx, FileKind.Svg]);
    }

    [Fact]
    public async Task The_stream_stands_at_its_start_afterwards()
    {
        using var file = new MemoryStream(SampleFiles.Jpeg(640, 480, 5_000, 60_000));
        file.Position = 7;

        (await ContentSniffer.SniffAsync(file, CancellationToken.None)).Kind.Should().Be(FileKind.Jpeg);

        file.Position.Should().Be(0);
    }

    [Fact]
    public void Every_kind_has_a_name_and_only_harmless_ones_a_type_that_browsers_show()
    {
        foreach (var kind in Enum.GetValues<FileKind>())
        {
            kind.ChineseName().Should().NotBeNullOrWhiteSpace();
            kind.ContentType().Should().NotContainAny("html", "svg", "xml;", "javascript").And.Contain("/");
        }

        FileKind.Html.ContentType().Should().Be("application/octet-stream");
        FileKind.Svg.ContentType().Should().Be("application/octet-stream");
    }

    private static async Task<FileContent> SniffAsync(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return await ContentSniffer.SniffAsync(file, CancellationToken.None);
    }

    private static async Task<Outcome<FileContent>> AcceptAsync(byte[] bytes, IReadOnlySet<FileKind> allowed)
    {
        using var file = new MemoryStream(bytes);
        return await ContentSniffer.AcceptAsync(file, allowed, CancellationToken.None);
    }
}
