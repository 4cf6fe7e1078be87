using System.Text;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Tests.Platform.Spreadsheets;

public sealed class XlsxTests
{
    private sealed record Row(string? Code, long? Quantity, long? Fen, DateOnly? Made, DateTime? ScannedAt, bool? Passed);

    private static readonly SpreadsheetColumn<Row>[] Columns =
    [
        SpreadsheetColumn<Row>.Text("追溯码", r => r.Code, 24),
        SpreadsheetColumn<Row>.Integer("数量", r => r.Quantity),
        SpreadsheetColumn<Row>.Scaled("金额（元）", 2, r => r.Fen),
        SpreadsheetColumn<Row>.Date("生产日期", r => r.Made),
        SpreadsheetColumn<Row>.Time("扫码时间", r => r.ScannedAt),
        SpreadsheetColumn<Row>.YesNo("是否核验通过", r => r.Passed),
    ];

    private static readonly DateTime LastSecondInChina = new(2026, 2, 28, 15, 59, 59, 999, DateTimeKind.Utc);

    [Fact]
    public async Task Every_kind_of_cell_has_its_type_and_format()
    {
        var xlsx = await Export.XlsxAsync(Columns, [new("81234567890123456789", -12, 123_456_78, new(2026, 3, 1), LastSecondInChina, true)]);

        var sheet = xlsx.Sheets.Single();
        sheet.Name.Should().Be("明细");
        sheet.Rows[0].Values.Select(c => c.Text).Should().Equal(Columns.Select(c => c.Title));
        var row = sheet.Rows[1];
        row["A"].Should().Be(new XlsxCell("A", "81234567890123456789", null, "@"));
        row["B"].Should().Be(new XlsxCell("B", null, "-12", "0"));
        row["C"].Should().Be(new XlsxCell("C", null, "123456.78", "#,##0.00"));
        row["D"].Format.Should().Be(@"yyyy\-mm\-dd");
        row["D"].AsDate.Should().Be(new DateTime(2026, 3, 1));
        row["E"].Format.Should().Be(@"yyyy\-mm\-dd\ hh:mm:ss");
        row["E"].AsDate.Should().Be(new DateTime(2026, 2, 28, 23, 59, 59));
        row["F"].Should().Be(new XlsxCell("F", "是", null, "@"));
    }

    [Fact]
    public async Task Missing_values_are_empty_cells_and_the_next_stay_in_their_columns()
    {
        var xlsx = await Export.XlsxAsync(Columns, [new(null, null, 5, null, null, false), new("", null, null, null, null, null)]);

        xlsx.Sheets.Single().Rows[1].Keys.Should().Equal("C", "F");
        xlsx.Sheets.Single().Rows[1]["C"].Number.Should().Be("0.05");
        xlsx.Sheets.Single().Rows[1]["F"].Text.Should().Be("否");
        xlsx.Sheets.Single().Rows[2].Should().BeEmpty();
    }

    [Fact]
    public async Task The_header_is_bold_frozen_and_filters_and_columns_have_widths()
    {
        var xlsx = await Export.XlsxAsync(Columns, [new("1", 1, 1, null, null, null)]);

        var sheet = xlsx.Sheets.Single();
        ((string?)sheet.Find("pane").Attribute("state")).Should().Be("frozen");
        ((string?)sheet.Find("pane").Attribute("ySplit")).Should().Be("1");
        ((string?)sheet.Find("autoFilter").Attribute("ref")).Should().Be("A1:F2");
        sheet.Find("cols").Elements().Select(c => (int)c.Attribute("width")!).Should().Equal([24, 12, 14, 12, 20, 15], "the last title is wider than its values");
        var header = sheet.Xml.Descendants().First(e => e.Name.LocalName == "c");
        var style = xlsx.Styles.Elements().Single(e => e.Name.LocalName == "cellXfs").Elements().ElementAt((int)header.Attribute("s")!);
        var font = xlsx.Styles.Elements().Single(e => e.Name.LocalName == "fonts").Elements().ElementAt((int)style.Attribute("fontId")!);
        font.Elements().Should().Contain(e => e.Name.LocalName == "b");
    }

    [Fact]
    public async Task Midnight_in_China_starts_the_next_day()
    {
        var xlsx = await Export.XlsxAsync<DateTime>(
            [SpreadsheetColumn<DateTime>.Time("时间", t => t)],
            [LastSecondInChina, LastSecondInChina.AddMilliseconds(1), new(1900, 2, 28, 16, 0, 0, DateTimeKind.Utc)]);

        xlsx.Sheets.Single().Rows.Skip(1).Select(r => r["A"].AsDate)
            .Should().Equal(new DateTime(2026, 2, 28, 23, 59, 59), new DateTime(2026, 3, 1), new DateTime(1900, 3, 1));
    }

    [Fact]
    public async Task Every_second_of_a_day_is_read_back_exactly()
    {
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var seconds = Enumerable.Range(0, 86_400).Select(s => start.AddSeconds(s)).ToList();

        var xlsx = await Export.XlsxAsync<DateTime>([SpreadsheetColumn<DateTime>.Time("时间", t => t)], seconds);

        xlsx.Sheets.Single().Rows.Skip(1).Select(r => r["A"].AsDate).Should().Equal(seconds.Select(ChinaTime.FromUtc));
    }

    [Fact]
    public async Task Days_before_March_1900_are_text_because_Excel_counts_them_wrongly()
    {
        var xlsx = await Export.XlsxAsync<DateOnly>([SpreadsheetColumn<DateOnly>.Date("日期", d => d)], [new(1900, 2, 28), new(1900, 3, 1), new(1, 1, 1)]);

        xlsx.Sheets.Single().Rows.Skip(1).Select(r => r["A"].Text ?? r["A"].Number).Should().Equal("1900-02-28", "61", "0001-01-01");
    }

    [Fact]
    public async Task The_machines_local_time_is_refused()
    {
        var local = DateTime.SpecifyKind(LastSecondInChina, DateTimeKind.Local);
        var writing = () => Export.XlsxAsync<DateTime>([SpreadsheetColumn<DateTime>.Time("时间", t => t)], [local]);

        await writing.Should().ThrowAsync<ArgumentException>().WithMessage("*UTC*");
    }

    [Theory]
    [InlineData(999_999_999_999_999, 0, null, "999999999999999")]
    [InlineData(-999_999_999_999_999, 2, null, "-9999999999999.99")]
    [InlineData(1_000_000_000_000_000, 0, "1000000000000000", null)]
    [InlineData(1_000_000_000_000_000, 2, "10000000000000.00", null)]
    [InlineData(long.MaxValue, 6, "9223372036854.775807", null)]
    [InlineData(long.MinValue, 6, "-9223372036854.775808", null)]
    [InlineData(long.MinValue, 0, "-9223372036854775808", null)]
    [InlineData(-1, 3, null, "-0.001")]
    [InlineData(0, 2, null, "0.00")]
    public async Task A_number_that_Excel_would_round_becomes_text(long value, int scale, string? text, string? number)
    {
        var column = scale == 0 ? SpreadsheetColumn<long>.Integer("数", n => n) : SpreadsheetColumn<long>.Scaled("数", scale, n => n);

        var cell = (await Export.XlsxAsync([column], [value])).Sheets.Single().Rows[1]["A"];

        (cell.Text, cell.Number).Should().Be((text, number));
    }

    [Theory]
    [InlineData("阿司匹林肠溶片 <100mg> & \"糖衣\" ]]>")]
    [InlineData(" 前后有空格 ")]
    [InlineData("一行\n二行\r\n三行\t尾")]
    [InlineData("\0\u0001\u0008\u000B\u001F")]
    [InlineData("\uFFFE\uFFFF\uFFFD")]
    [InlineData("_x0041_")]
    [InlineData("_X0041_ _x005F_x0041_ __x00_ _x12")]
    [InlineData("_x0041\u0001")]
    [InlineData("_x\u0001_x0041_")]
    [InlineData("𠮷野家😀")]
    [InlineData("\u3000全角空格\u3000")]
    [InlineData("\u0085\u2028\u2029")]
    public async Task Any_text_is_read_back_as_it_was(string text)
    {
        var xlsx = await Export.XlsxAsync(Export.TextColumn, [text]);

        xlsx.Sheets.Single().Rows[1]["A"].Text.Should().Be(text);
    }

    [Theory]
    [InlineData(new[] { '\uD83D' })]
    [InlineData(new[] { '\uDE00', 'a' })]
    [InlineData(new[] { 'a', '\uD83D', '&', '\uDE00' })]
    [InlineData(new[] { '\uD83D', '\uFFFE', '\uDE00' })]
    [InlineData(new[] { '\uDE00', '\uD83D', '\uD83D', '\uDE00' })]
    public async Task A_lone_half_of_a_surrogate_pair_is_escaped_in_xlsx_and_replaced_in_csv(char[] characters)
    {
        var text = new string(characters);

        var xlsx = await Export.XlsxAsync(Export.TextColumn, [text]);
        var csv = await Export.CsvAsync(Export.TextColumn, [text]);

        xlsx.Sheets.Single().Rows[1]["A"].Text.Should().Be(text);
        csv.Should().Contain("\uFFFD");
    }

    [Fact]
    public async Task A_text_of_32767_characters_fits_and_one_more_is_refused_with_row_and_column()
    {
        var longest = new string('药', 32_767);
        var xlsx = await Export.XlsxAsync(Export.TextColumn, [longest, "\u0001" + new string('&', 32_766)]);
        xlsx.Sheets.Single().Rows[1]["A"].Text.Should().Be(longest);

        var writing = () => Export.XlsxAsync(Export.TextColumn, ["好", longest + "。"], rowsPerSheet: 2);
        var refusal = (await writing.Should().ThrowAsync<SpreadsheetLimitException>()).Which.Refusal;

        refusal.Code.Should().Be("spreadsheet.text-too-long");
        refusal.Text.Should().Contain("第 2 行“内容”有 32768 个字符").And.Contain("CSV");
        (await Export.CsvAsync(Export.TextColumn, [longest + "。"])).Should().Contain(longest + "。");
    }

    [Fact]
    public async Task Rows_beyond_a_sheet_go_on_to_the_next_each_with_the_header()
    {
        var xlsx = await Export.XlsxAsync(Export.TextColumn, Enumerable.Range(1, 7).Select(i => $"第{i}行"), rowsPerSheet: 4);

        xlsx.Sheets.Select(s => s.Name).Should().Equal("明细", "明细 2", "明细 3");
        xlsx.Sheets.Select(s => string.Join(' ', s.Rows.Select(r => r["A"].Text)))
            .Should().Equal("内容 第1行 第2行 第3行", "内容 第4行 第5行 第6行", "内容 第7行");
        xlsx.Sheets.Count(s => (string?)s.Find("sheetView").Attribute("tabSelected") == "1").Should().Be(1);
    }

    [Fact]
    public async Task A_full_last_sheet_is_not_followed_by_an_empty_one() =>
        (await Export.XlsxAsync(Export.TextColumn, ["1", "2", "3"], rowsPerSheet: 4)).Sheets.Should().ContainSingle();

    [Fact]
    public async Task No_rows_give_a_sheet_with_its_header() =>
        (await Export.XlsxAsync(Columns, [])).Sheets.Single().Rows.Should().ContainSingle();

    [Theory]
    [InlineData("2026/03 [明细]", "2026_03 _明细_")]
    [InlineData("", "明细")]
    [InlineData("'引用'", "引用")]
    [InlineData("history", "明细")]
    [InlineData("a:b*c?d\\e\0", "a_b_c_d_e_")]
    [InlineData("<&\">", "<&\">")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十😀", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十")]
    public async Task A_sheet_name_that_Excel_refuses_is_made_acceptable(string wanted, string expected)
    {
        var xlsx = await Export.XlsxAsync(Export.TextColumn, ["1", "2"], wanted, rowsPerSheet: 2);

        xlsx.Sheets[0].Name.Should().Be(expected);
        xlsx.Sheets[1].Name.Should().EndWith(" 2");
    }

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    [InlineData(16_383, "XFD")]
    public void Columns_are_lettered_as_Excel_does(int index, string letters) => XlsxSink.ColumnLetters(index).Should().Be(letters);

    [Theory]
    [InlineData(0)]
    [InlineData(16_385)]
    public async Task A_number_of_columns_that_Excel_cannot_hold_is_refused(int columns)
    {
        var writing = () => Export.XlsxAsync(Enumerable.Repeat(Export.TextColumn[0], columns).ToArray(), ["1"]);

        await writing.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task The_zip_holds_no_clock_and_the_same_rows_give_the_same_bytes()
    {
        var rows = Enumerable.Range(0, 20_000).Select(i => new Row($"8{i:D19}", i, i * 7, new(2026, 1, 1), LastSecondInChina.AddSeconds(i), i % 3 == 0)).ToList();
        var first = await Export.XlsxBytesAsync(Columns, rows, rowsPerSheet: 9_000);

        using var again = new MemoryStream();
        await SpreadsheetWriter.WriteXlsxAsync(new AsyncOnlyStream(again), "明细", Columns, Slowly(rows), 9_000, null, CancellationToken.None);

        again.ToArray().SequenceEqual(first).Should().BeTrue("neither the pace of the rows nor a target that can't seek shows in the file");
        new XlsxFile(first).Dates.Should().AllBeEquivalentTo(new DateTime(1980, 1, 1));
    }

    [Fact]
    public async Task Golden_structure()
    {
        var bytes = await Export.XlsxBytesAsync(Columns, [new("<8>", 1, 150, new(2026, 3, 1), LastSecondInChina, true)]);

        var file = new XlsxFile(bytes);
        file.Entries.Should().Equal(
            "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "[Content_Types].xml");
        file.Sheets.Single().Find("sheetData").ToString(System.Xml.Linq.SaveOptions.DisableFormatting).Should().Be(new StringBuilder()
            .Append("<sheetData xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><row r=\"1\">")
            .AppendJoin("", Columns.Select((c, i) => $"<c r=\"{(char)('A' + i)}1\" s=\"1\" t=\"inlineStr\"><is><t>{c.Title}</t></is></c>"))
            .Append("</row><row r=\"2\"><c r=\"A2\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">&lt;8&gt;</t></is></c>")
            .Append("<c r=\"B2\" s=\"5\"><v>1</v></c><c r=\"C2\" s=\"7\"><v>1.50</v></c><c r=\"D2\" s=\"3\"><v>46082</v></c>")
            .Append("<c r=\"E2\" s=\"4\"><v>46081.99998842593</v></c><c r=\"F2\" s=\"2\" t=\"inlineStr\"><is><t>是</t></is></c></row></sheetData>")
            .ToString());
    }

    private static async IAsyncEnumerable<Row> Slowly(IEnumerable<Row> rows)
    {
        var i = 0;
        foreach (var row in rows)
        {
            if (i++ % 1_000 == 0)
                await Task.Yield();
            yield return row;
        }
    }
}
