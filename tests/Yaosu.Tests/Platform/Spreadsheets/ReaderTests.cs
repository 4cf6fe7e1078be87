using System.Text;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Tests.Platform.Spreadsheets;

public sealed class ReaderTests
{
    [Fact]
    public async Task What_the_writer_wrote_reads_back()
    {
        SpreadsheetColumn<int>[] columns =
        [
            SpreadsheetColumn<int>.Text("追溯码", i => $"8123456789012345{i:D4}"),
            SpreadsheetColumn<int>.Integer("数量", i => i),
            SpreadsheetColumn<int>.Scaled("金额", 2, i => 12345),
            SpreadsheetColumn<int>.Date("日期", i => new DateOnly(2026, 2, 28)),
            SpreadsheetColumn<int>.Time("时间", i => new DateTime(2026, 1, 31, 16, 0, 1, DateTimeKind.Utc)),
            SpreadsheetColumn<int>.YesNo("核验", i => i == 1 ? true : null),
            SpreadsheetColumn<int>.Text("备注", i => " 第一行\n<&\">_x0041_\u0001 "),
        ];
        using var target = new MemoryStream();
        await SpreadsheetWriter.WriteXlsxAsync(target, "明细", columns, Enumerable.Range(1, 2).ToAsyncEnumerable(), cancellation: TestContext.Current.CancellationToken);

        var lines = await ReadAsync(target.ToArray());

        lines.Select(line => line.Number).Should().Equal(1, 2, 3);
        lines[0].Texts.Should().Equal("追溯码", "数量", "金额", "日期", "时间", "核验", "备注");
        lines[1].Texts.Should().Equal("81234567890123450001", "1", "123.45", "2026-02-28", "2026-02-01 00:00:01", "是", " 第一行\n<&\">_x0041_\u0001 ");
        lines[1].Kinds.Should().Equal(SheetCellKind.Text, SheetCellKind.Number, SheetCellKind.Number, SheetCellKind.Date, SheetCellKind.Date, SheetCellKind.Text, SheetCellKind.Text);
        lines[2].Kinds[5].Should().Be(SheetCellKind.Empty);
    }

    [Fact]
    public async Task The_csv_writers_own_prefixes_are_taken_off_again()
    {
        using var target = new MemoryStream();
        string[] texts = ["=1+1", "'=1", "a,\"b\"\r\nc", "-5", "正常"];
        await SpreadsheetWriter.WriteCsvAsync(target, [SpreadsheetColumn<string>.Text("文本", text => text), SpreadsheetColumn<string>.Text("尾", _ => "x")], texts.ToAsyncEnumerable(), null, TestContext.Current.CancellationToken);
        (await ReadAsync(target.ToArray())).Skip(1).Select(line => line.Texts[0]).Should().Equal(texts);
    }

    [Fact]
    public async Task Shared_texts_runs_and_readings_are_put_together()
    {
        var book = new ForeignWorkbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>")
            .Shared("<t>阿司匹林</t>", "<r><rPr><b/></rPr><t>肠溶</t></r><r><t xml:space=\"preserve\"> 片</t></r><rPh sb=\"0\" eb=\"1\"><t>chang</t></rPh>", "<t>_x000D_甲</t>");
        (await ReadAsync(book.ToBytes())).Single().Texts.Should().Equal("阿司匹林", "肠溶 片", "\r甲");
    }

    [Fact]
    public async Task Formulas_are_read_as_their_last_values_and_never_run()
    {
        var book = new ForeignWorkbook("""
            <row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>HYPERLINK("http://x")</f><v>点我</v></c><c r="C1"><f>NOW()</f></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1" t="b"><v>1</v></c></row>
            """);
        var line = (await ReadAsync(book.ToBytes())).Single();
        line.Texts.Should().Equal("2", "点我", "", "#DIV/0!", "TRUE");
        line.Kinds.Should().Equal(SheetCellKind.Number, SheetCellKind.Text, SheetCellKind.Empty, SheetCellKind.Error, SheetCellKind.Truth);
    }

    [Theory]
    [InlineData("81234567890123", "81234567890123", SheetCellKind.Number)]
    [InlineData("1.0E+14", "100000000000000", SheetCellKind.Number)]
    [InlineData("1.0E+17", "100000000000000000", SheetCellKind.LostDigits)]
    [InlineData("8.1234567890123457E+19", "81234567890123500000", SheetCellKind.LostDigits)]
    [InlineData("1234567890123450", "1234567890123450", SheetCellKind.LostDigits)]
    [InlineData("0.30000000000000004", "0.3", SheetCellKind.Number)]
    [InlineData("-12.50", "-12.5", SheetCellKind.Number)]
    [InlineData("1E-3", "0.001", SheetCellKind.Number)]
    [InlineData("0", "0", SheetCellKind.Number)]
    public async Task Numbers_read_as_people_typed_them_and_lost_digits_are_told(string stored, string text, SheetCellKind kind)
    {
        var line = (await ReadAsync(new ForeignWorkbook($"<row r=\"1\"><c r=\"A1\"><v>{stored}</v></c></row>").ToBytes())).Single();
        (line.Texts[0], line.Kinds[0]).Should().Be((text, kind));
    }

    [Theory]
    [InlineData(0, "46053", "2026-01-31")]
    [InlineData(0, "46053.333333333336", "2026-01-31 08:00:00")]
    [InlineData(0, "0.5", "12:00:00")]
    [InlineData(0, "59", "1900-02-28")]
    [InlineData(0, "61", "1900-03-01")]
    [InlineData(1, "46053", "2026-01-31")]
    [InlineData(2, "46053", "46053")]
    [InlineData(3, "46053", "2026-01-31")]
    [InlineData(4, "46053", "46053")]
    [InlineData(0, "-1", "-1")]
    [InlineData(0, "9999999", "9999999")]
    public async Task Dates_are_known_by_their_format(int style, string stored, string text)
    {
        var book = new ForeignWorkbook($"<row r=\"1\"><c r=\"A1\" s=\"{style}\"><v>{stored}</v></c></row>")
            .Styles("<numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/><numFmt numFmtId=\"171\" formatCode=\"[Red]0.00\\d&quot;days&quot;\"/>", 14, 170, 0, 31, 171);
        (await ReadAsync(book.ToBytes())).Single().Texts.Should().Equal(text);
    }

    [Fact]
    public async Task A_workbook_of_a_mac_counts_days_from_1904()
    {
        var book = new ForeignWorkbook("<row r=\"1\"><c r=\"A1\" s=\"0\"><v>44591</v></c></row>").Styles("", 14).Workbook("<workbookPr date1904=\"1\"/><sheets><sheet name=\"表\" r:id=\"r1\"/></sheets>");
        (await ReadAsync(book.ToBytes())).Single().Texts.Should().Equal("2026-01-31");
    }

    [Fact]
    public async Task Gaps_stay_gaps_and_lines_keep_the_numbers_of_the_sheet()
    {
        var book = new ForeignWorkbook("""
            <row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c><c r="E2" s="1"/></row><row r="3"><c r="A3" t="inlineStr"><is><t>  </t></is></c></row><row r="7"><c><v>3</v></c><c><v>4</v></c></row>
            """);
        var lines = await ReadAsync(book.ToBytes());
        lines.Select(line => (line.Number, string.Join('|', line.Texts))).Should().Equal((2, "|1||2"), (7, "3|4"));
    }

    [Fact]
    public async Task The_first_visible_sheet_is_read()
    {
        var book = new ForeignWorkbook("<row><c><v>1</v></c></row>").Sheet("<row><c><v>2</v></c></row>", 2)
            .Workbook("<sheets><sheet name=\"藏\" state=\"hidden\" r:id=\"r1\"/><sheet name=\"表\" r:id=\"r2\"/></sheets>");
        (await ReadAsync(book.ToBytes())).Single().Texts.Should().Equal("2");
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("gb18030", false)]
    public async Task A_csv_file_is_read_in_the_encoding_it_was_written_in(string name, bool mark)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        // Chinese only after what a look at the beginning sees.
        var csv = $"编号,名称\r\n{string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},a\n"))}最后,\"阿司匹林，\"\"肠溶\"\"片㐀\"";
        var lines = await ReadAsync([.. mark ? encoding.Preamble : [], .. encoding.GetBytes(csv)]);
        lines.Should().HaveCount(20_002);
        lines[0].Texts.Should().Equal("编号", "名称");
        lines[^1].Texts.Should().Equal("最后", "阿司匹林，\"肠溶\"片㐀");
    }

    [Theory]
    [InlineData("a,b\n1,2", "a|b/1|2")]
    [InlineData("a;b\r\n1;2\r\n", "a|b/1|2")]
    [InlineData("a\tb\r1\t2", "a|b/1|2")]
    [InlineData("\"a,x\";b\n1;2", "a,x|b/1|2")]
    [InlineData("a,b\n\n,,\n1,\"x\ny\"\n", "a|b/1|x\ny")]
    [InlineData("a,b\n\"1\"2,3", "a|b/12|3")]
    public async Task Separators_quotes_and_line_ends_of_all_kinds_are_understood(string csv, string expected) =>
        string.Join('/', (await ReadAsync(Encoding.UTF8.GetBytes(csv))).Select(line => string.Join('|', line.Texts))).Should().Be(expected);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("GB18030")]
    public async Task A_long_csv_file_is_read_wherever_its_characters_are_torn(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        // One more byte before each: every way in which a character can lie over the end of a read.
        foreach (var before in new[] { "", "a", "ab", "abc" })
            (await ReadAsync(encoding.GetBytes(before + string.Concat(Enumerable.Repeat("药品𠮷\n", 20_000))))).Should().HaveCount(20_000).And.OnlyContain(x => x.Texts[0].EndsWith("药品𠮷"));
    }

    [Fact]
    public async Task A_code_that_excel_shortened_in_a_csv_file_is_told() =>
        (await ReadAsync("码\n8.12346E+19"u8.ToArray()))[1].Kinds.Should().Equal(SheetCellKind.LostDigits);

    internal static async Task<List<ReadLine>> ReadAsync(byte[] bytes, SpreadsheetLimits? limits = null)
    {
        using var reader = await SpreadsheetReader.OpenAsync(new MemoryStream(bytes), limits, TestContext.Current.CancellationToken);
        var lines = new List<ReadLine>();
        while (reader.Read())
            lines.Add(new(reader.Line, [.. reader.Cells.ToArray().Select(cell => cell.Text)], [.. reader.Cells.ToArray().Select(cell => cell.Kind)]));
        return lines;
    }

    internal sealed record ReadLine(int Number, string[] Texts, SheetCellKind[] Kinds);
}
