using System.Text;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Tests.Platform.Spreadsheets;

internal static class Export
{
    public static readonly SpreadsheetColumn<string>[] TextColumn = [SpreadsheetColumn<string>.Text("内容", s => s)];

    public static async Task<byte[]> XlsxBytesAsync<T>(
        IReadOnlyList<SpreadsheetColumn<T>> columns, IEnumerable<T> rows, string sheet = "明细", int rowsPerSheet = 1_048_576)
    {
        using var target = new MemoryStream();
        await SpreadsheetWriter.WriteXlsxAsync(target, sheet, columns, rows.ToAsyncEnumerable(), rowsPerSheet, null, CancellationToken.None);
        return target.ToArray();
    }

    public static async Task<XlsxFile> XlsxAsync<T>(
        IReadOnlyList<SpreadsheetColumn<T>> columns, IEnumerable<T> rows, string sheet = "明细", int rowsPerSheet = 1_048_576) =>
        new(await XlsxBytesAsync(columns, rows, sheet, rowsPerSheet));

    public static async Task<byte[]> CsvBytesAsync<T>(IReadOnlyList<SpreadsheetColumn<T>> columns, IEnumerable<T> rows)
    {
        using var target = new MemoryStream();
        await SpreadsheetWriter.WriteCsvAsync(target, columns, rows.ToAsyncEnumerable());
        return target.ToArray();
    }

    public static async Task<string> CsvAsync<T>(IReadOnlyList<SpreadsheetColumn<T>> columns, IEnumerable<T> rows) =>
        new UTF8Encoding(false, true).GetString(await CsvBytesAsync(columns, rows)).TrimStart('\uFEFF');

    /// <summary>RFC 4180 to the letter: a stray quote or a bare line end is an error, not a guess.</summary>
    public static List<List<string>> ParseCsv(string csv)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var i = 0;
        while (i < csv.Length)
        {
            var cell = new StringBuilder();
            if (csv[i] == '"')
            {
                for (i++; csv[i] != '"' || (i + 1 < csv.Length && csv[i + 1] == '"'); i++)
                {
                    cell.Append(csv[i]);
                    if (csv[i] == '"')
                        i++;
                }

                i++;
            }
            else
            {
                for (; csv[i] is not (',' or '\r'); i++)
                {
                    if (csv[i] is '"' or '\n')
                        throw new FormatException($"Unquoted {(int)csv[i]:X2} at {i}.");
                    cell.Append(csv[i]);
                }
            }

            row.Add(cell.ToString());
            if (csv[i] == ',')
            {
                i++;
                continue;
            }

            csv.Substring(i, 2).Should().Be("\r\n");
            i += 2;
            rows.Add(row);
            row = [];
        }

        row.Should().BeEmpty();
        return rows;
    }
}
