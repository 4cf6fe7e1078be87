using System.Text;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Tests.Platform.Spreadsheets;

public sealed class FormulaInjectionTests
{
    private const string Signs = "=+-@\t\r\n\0＝＋－＠";

    [Fact]
    public async Task Ten_thousand_hostile_texts_never_start_a_formula_in_csv_and_come_back_equal()
    {
        var texts = HostileTexts(10_000);

        var csv = await Export.CsvAsync(Export.TextColumn, texts);

        var cells = Export.ParseCsv(csv).Skip(1).Select(r => r.Single()).ToList();
        cells.Should().OnlyContain(c => c.Length == 0 || !Signs.Contains(c[0]));
        cells.Select(SpreadsheetText.Unprefix).Should().Equal(texts);
        cells.Count(c => c.StartsWith('\'')).Should().BeGreaterThan(5_000, "most of these texts are hostile");
    }

    [Fact]
    public async Task Ten_thousand_hostile_texts_are_inline_strings_in_xlsx_and_come_back_equal()
    {
        var texts = HostileTexts(10_000);

        var xlsx = await Export.XlsxAsync(Export.TextColumn, texts);

        var cells = xlsx.Sheets.Single().Rows.Skip(1).Select(r => r.Values.SingleOrDefault()).ToList();
        cells.Should().OnlyContain(c => c == null || (c.Text != null && c.Format == "@"));
        cells.Select(c => c?.Text ?? "").Should().Equal(texts);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+86 138")]
    [InlineData("-5")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("\0=1")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠A")]
    [InlineData("  =1+1")]
    [InlineData("\u3000=1+1")]
    [InlineData("\uFEFF=1+1")]
    public async Task A_text_that_could_run_is_prefixed_and_quoted(string text)
    {
        var csv = await Export.CsvAsync(Export.TextColumn, [text]);

        csv.Should().Be($"内容\r\n\"'{text}\"\r\n");
        SpreadsheetText.Unprefix("'" + text).Should().Be(text);
    }

    [Theory]
    [InlineData("'", "'")]
    [InlineData("'阿司匹林'", "'阿司匹林'")]
    [InlineData("'=1", "''=1")]
    [InlineData("''=1", "'''=1")]
    [InlineData("' -1", "'' -1")]
    public void An_apostrophe_of_the_text_itself_survives(string text, string cell)
    {
        SpreadsheetText.Prefix(text).Should().Be(cell);
        SpreadsheetText.Unprefix(cell).Should().Be(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a=b")]
    [InlineData("国药准字H20059-1")]
    [InlineData("81234567890123456789")]
    public async Task A_harmless_text_stays_as_it_is(string text) =>
        (await Export.CsvAsync(Export.TextColumn, [text])).Should().Be($"内容\r\n{text}\r\n");

    [Fact]
    public async Task A_negative_number_stays_a_number()
    {
        var csv = await Export.CsvAsync<long>([SpreadsheetColumn<long>.Integer("数量", n => n), SpreadsheetColumn<long>.Scaled("金额", 2, n => n)], [-5]);

        csv.Should().Be("数量,金额\r\n-5,-0.05\r\n");
    }

    [Fact]
    public async Task A_hostile_title_is_prefixed_too()
    {
        var csv = await Export.CsvAsync([SpreadsheetColumn<string>.Text("=cmd|' /C calc'!A0", s => s)], Array.Empty<string>());

        csv.Should().Be("\"'=cmd|' /C calc'!A0\"\r\n");
    }

    private static List<string> HostileTexts(int count)
    {
        var random = new Random(20_260);
        const string pool = Signs + "''''\"\",;|<>&_x00041 \u00A0\u3000abc中文药品😀\uFEFF\uFFFD\u0001\u001F\u007F]";
        var texts = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            text.Append('\'', random.Next(0, 3) == 0 ? random.Next(1, 4) : 0);
            if (random.Next(0, 5) > 0)
                text.Append(Signs[random.Next(Signs.Length)]);
            for (var length = random.Next(0, 24); length > 0; length--)
            {
                var c = pool[random.Next(pool.Length)];
                text.Append(char.IsSurrogate(c) ? "😀" : c.ToString());
            }

            texts.Add(text.ToString());
        }

        return texts;
    }
}
