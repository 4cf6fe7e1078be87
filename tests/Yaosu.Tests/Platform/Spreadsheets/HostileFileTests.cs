using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Tests.Platform.Spreadsheets;

public sealed class HostileFileTests
{
    private const string Row = "<row><c><v>1</v></c></row>";

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml")]
    [InlineData("xl/sharedStrings.xml")]
    [InlineData("xl/styles.xml")]
    [InlineData("xl/workbook.xml")]
    [InlineData("xl/_rels/workbook.xml.rels")]
    public async Task A_bomb_in_any_part_is_stopped_while_it_goes_off(string part)
    {
        var bomb = new ForeignWorkbook(Row).With(part, Bomb(64)).ToBytes();
        bomb.Length.Should().BeLessThan(1024 * 1024);
        await RefusedAsync(bomb, "file.unpacks-too-large");
        // One that says it is small is cut off where it said it would end.
        await RefusedAsync(Lie(bomb, part, 1_000), "spreadsheet.broken");
    }

    [Fact]
    public async Task A_bomb_that_says_what_it_is_is_not_even_opened() =>
        await RefusedAsync(new ForeignWorkbook(Row).With("xl/media/x", Bomb(200)).ToBytes(), "file.unpacks-too-large");

    [Fact]
    public async Task One_endless_text_or_attribute_is_not_gathered_in_memory()
    {
        await RefusedAsync(new ForeignWorkbook($"<row><c><v>{new string('1', 3_000_000)}</v></c></row>").ToBytes(), "spreadsheet.cell-too-long");
        await RefusedAsync(new ForeignWorkbook($"<row><c r=\"{new string('A', 3_000_000)}1\"><v>1</v></c></row>").ToBytes(), "spreadsheet.broken");
        await RefusedAsync(new ForeignWorkbook($"<row spans=\"{new string('1', 3_000_000)}\"/>").ToBytes(), "spreadsheet.broken");
    }

    [Fact]
    public async Task Ever_deeper_elements_and_ever_new_names_are_refused()
    {
        await RefusedAsync(new ForeignWorkbook($"<row>{string.Concat(Enumerable.Repeat("<a>", 5_000))}").ToBytes(), "spreadsheet.broken");
        await RefusedAsync(new ForeignWorkbook($"<row>{string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<n{i}/>"))}</row>").ToBytes(), "spreadsheet.broken");
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&a;</t></is></c></row></sheetData></worksheet>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&c;</t></is></c></row></sheetData></worksheet>")]
    [InlineData("<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\"><worksheet><sheetData/></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c><v>1</v></c>")]
    [InlineData("<worksheet><sheetData><row r=\"2\"/><row r=\"1\"/></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row r=\"-1\"/></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c r=\"1\"><v>1</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c><v>NaN</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c><v>一</v></c></row></sheetData></worksheet>")]
    [InlineData("")]
    public async Task Xml_that_defines_entities_or_makes_no_sense_is_refused(string xml)
    {
        foreach (var part in (string[])["xl/worksheets/sheet1.xml", .. xml.StartsWith("<!DOCTYPE") ? ["xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"] : Array.Empty<string>()])
            await RefusedAsync(new ForeignWorkbook(Row).With(part, xml).ToBytes(), "spreadsheet.broken");
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>", "spreadsheet.too-many-columns")]
    [InlineData("<row r=\"1\"><c r=\"BDWGN1048576\"><v>1</v></c></row>", "spreadsheet.too-many-columns")]
    [InlineData("<row r=\"1\"><c r=\"ZZZZZZZZZZZZZZZ1\"><v>1</v></c></row>", "spreadsheet.too-many-columns")]
    [InlineData("<row r=\"1048577\"><c><v>1</v></c></row>", "spreadsheet.too-many-rows")]
    [InlineData("<row r=\"99999999999\"><c><v>1</v></c></row>", "spreadsheet.broken")]
    public async Task Addresses_far_outside_cost_nothing(string rows, string refusal) => await RefusedAsync(new ForeignWorkbook(rows).ToBytes(), refusal);

    [Fact]
    public async Task Caps_of_rows_columns_and_shared_text_hold()
    {
        var rows = string.Concat(Enumerable.Range(1, 11).Select(r => $"<row r=\"{r}\"><c r=\"A{r}\"><v>{r}</v></c></row>"));
        await RefusedAsync(new ForeignWorkbook(rows).ToBytes(), "spreadsheet.too-many-rows", new() { Rows = 10 });
        (await ReaderTests.ReadAsync(new ForeignWorkbook(rows).ToBytes(), new() { Rows = 11 })).Should().HaveCount(11);
        await RefusedAsync(Encoding.UTF8.GetBytes("a,b,c"), "spreadsheet.too-many-columns", new() { Columns = 2 });
        await RefusedAsync(Encoding.UTF8.GetBytes("abc\nabcd"), "spreadsheet.cell-too-long", new() { CellLength = 3 });
        await RefusedAsync(new ForeignWorkbook(Row).Shared([.. Enumerable.Repeat("<t>文</t>", 1_000)]).ToBytes(), "spreadsheet.too-much-text", new() { SharedText = 10_000 });
    }

    [Fact]
    public async Task A_workbook_of_ten_thousand_parts_is_refused()
    {
        var book = new ForeignWorkbook(Row);
        for (var i = 0; i < 1_200; i++)
            book.With($"xl/x{i}", "");
        await RefusedAsync(book.ToBytes(), "file.unpacks-too-large");
    }

    [Fact]
    public async Task A_file_cut_short_anywhere_is_refused_with_a_sentence()
    {
        var whole = new ForeignWorkbook(string.Concat(Enumerable.Repeat(Row, 500))).Shared("<t>a</t>").ToBytes();
        // Two letters less, and it is a text.
        for (var length = 4; length < whole.Length; length += 97)
        {
            var cut = whole[..length];
            var read = () => ReaderTests.ReadAsync(cut);
            (await read.Should().ThrowAsync<SpreadsheetUnreadableException>()).Which.Refusal.Text.Should().EndWith("。");
        }
    }

    [Fact]
    public async Task Bytes_changed_anywhere_never_make_it_throw_anything_else()
    {
        var whole = new ForeignWorkbook(string.Concat(Enumerable.Repeat(Row, 50))).Shared("<t>a</t>").Styles("", 14).ToBytes();
        var random = new Random(5);
        for (var run = 0; run < 1_500; run++)
        {
            var changed = (byte[])whole.Clone();
            for (var i = 0; i < 3; i++)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                await ReaderTests.ReadAsync(changed);
            }
            catch (SpreadsheetUnreadableException e)
            {
                e.Refusal.Text.Should().EndWith("。");
            }
        }
    }

    [Fact]
    public async Task A_zip_in_a_zip_is_no_workbook_and_one_inside_a_workbook_is_never_opened()
    {
        using var outer = new MemoryStream();
        using (var zip = new ZipArchive(outer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var inner = zip.CreateEntry("inner.xlsx").Open();
            inner.Write(new ForeignWorkbook(Row).ToBytes());
        }
        await RefusedAsync(outer.ToArray(), "file.kind-not-allowed");

        var book = new ForeignWorkbook(Row).With("xl/embeddings/inner.zip", [.. "PK\x03\x04"u8, .. Bomb(1)]);
        (await ReaderTests.ReadAsync(book.ToBytes())).Should().HaveCount(1);
    }

    [Fact]
    public async Task The_content_decides_what_a_file_is()
    {
        await RefusedAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "file.kind-not-allowed");
        await RefusedAsync("<html><table><tr><td>1</td></tr></table></html>"u8.ToArray(), "file.kind-not-allowed");
        await RefusedAsync([], "file.empty");
        await RefusedAsync([0, 1, 2, 3], "file.unknown");
        await RefusedAsync([.. "a,b\n1,2\n"u8, .. Enumerable.Repeat((byte)'x', 70_000), 0xFF, 0xFF], "spreadsheet.encoding-unknown", new() { CellLength = 100_000 });
        await RefusedAsync("a,b\n1,\"2\n"u8.ToArray(), "spreadsheet.quote-open");
    }

    [Fact]
    public async Task Links_out_of_the_workbook_lead_nowhere()
    {
        var book = new ForeignWorkbook(Row).With("xl/_rels/workbook.xml.rels", """
            <Relationships><Relationship Id="r1" Type="x/worksheet" TargetMode="External" Target="file:///etc/passwd"/></Relationships>
            """);
        await RefusedAsync(book.ToBytes(), "spreadsheet.broken");
        book.With("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"../../../../etc/passwd\"/></Relationships>");
        await RefusedAsync(book.ToBytes(), "spreadsheet.broken");
    }

    private static async Task RefusedAsync(byte[] bytes, string code, SpreadsheetLimits? limits = null)
    {
        var read = () => ReaderTests.ReadAsync(bytes, limits);
        (await read.Should().ThrowAsync<SpreadsheetUnreadableException>()).Which.Refusal.Code.Should().Be(code);
    }

    /// <summary>Honest XML that packs to almost nothing.</summary>
    private static byte[] Bomb(int megabytes)
    {
        var bytes = new byte[megabytes * 1024 * 1024];
        "<worksheet><sheetData>"u8.CopyTo(bytes);
        var filler = "<x a='                        '/>"u8;
        for (var at = 32; at + filler.Length <= bytes.Length; at += filler.Length)
            filler.CopyTo(bytes.AsSpan(at));
        bytes.AsSpan(22, 10).Fill((byte)' ');
        return bytes;
    }

    /// <summary>Writes another unpacked size into the zip's list.</summary>
    private static byte[] Lie(byte[] zip, string part, uint size)
    {
        var name = Encoding.UTF8.GetBytes(part);
        for (var at = 0; (at = zip.AsSpan(at).IndexOf("PK\x01\x02"u8) is var next and >= 0 ? at + next : -1) >= 0; at += 4)
        {
            if (zip.AsSpan(at + 46).StartsWith(name))
                BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at + 24), size);
        }
        return zip;
    }
}
