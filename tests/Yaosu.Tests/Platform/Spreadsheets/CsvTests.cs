using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Tests.Platform.Spreadsheets;

public sealed class CsvTests
{
    [Fact]
    public async Task The_file_starts_with_a_byte_order_mark_so_that_Excel_reads_Chinese()
    {
        var bytes = await Export.CsvBytesAsync(Export.TextColumn, ["药"]);

        bytes.Take(3).Should().Equal(0xEF, 0xBB, 0xBF);
        bytes.Skip(3).Should().Equal("内容\r\n药\r\n"u8.ToArray());
    }

    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("说\"明\"书", "\"说\"\"明\"\"书\"")]
    [InlineData("一\n二", "\"一\n二\"")]
    [InlineData("一\r二", "\"一\r二\"")]
    [InlineData(" a", "\" a\"")]
    [InlineData("a ", "\"a \"")]
    [InlineData("\"", "\"\"\"\"")]
    [InlineData("=\"a\"", "\"'=\"\"a\"\"\"")]
    public async Task Cells_are_quoted_as_RFC_4180_asks(string text, string cell) =>
        (await Export.CsvAsync(Export.TextColumn, [text])).Should().Be($"内容\r\n{cell}\r\n");

    [Fact]
    public async Task Every_kind_of_cell_is_written_plainly()
    {
        var midnight = new DateTime(2026, 2, 28, 16, 0, 0, DateTimeKind.Utc);
        var csv = await Export.CsvAsync<int>(
            [
                SpreadsheetColumn<int>.Text("码", _ => "00123456789012345678"),
                SpreadsheetColumn<int>.Integer("数量", _ => long.MinValue),
                SpreadsheetColumn<int>.Scaled("金额", 2, _ => -150),
                SpreadsheetColumn<int>.Date("日期", _ => new DateOnly(2026, 3, 1)),
                SpreadsheetColumn<int>.Time("时间", _ => midnight),
                SpreadsheetColumn<int>.YesNo("通过", _ => true),
                SpreadsheetColumn<int>.Text("空", _ => null),
                SpreadsheetColumn<int>.Integer("空", _ => null),
                SpreadsheetColumn<int>.Date("空", _ => null),
                SpreadsheetColumn<int>.Time("空", _ => null),
                SpreadsheetColumn<int>.YesNo("空", _ => null),
            ],
            [1]);

        csv.Should().Be("码,数量,金额,日期,时间,通过,空,空,空,空,空\r\n"
            + "00123456789012345678,-9223372036854775808,-1.50,2026-03-01,2026-03-01 00:00:00,是,,,,,\r\n");
    }

    [Fact]
    public async Task More_rows_than_a_buffer_arrive_whole_on_a_target_that_only_writes_asynchronously()
    {
        using var target = new MemoryStream();
        var rows = Enumerable.Range(0, 50_000).Select(i => $"第{i}行").ToList();

        var count = await SpreadsheetWriter.WriteCsvAsync(new AsyncOnlyStream(target), Export.TextColumn, rows.ToAsyncEnumerable());

        count.Should().Be(50_000);
        target.ToArray().Should().Equal(await Export.CsvBytesAsync(Export.TextColumn, rows));
        Export.ParseCsv(System.Text.Encoding.UTF8.GetString(target.ToArray())).Skip(1).Select(r => r.Single()).Should().Equal(rows);
    }
}
