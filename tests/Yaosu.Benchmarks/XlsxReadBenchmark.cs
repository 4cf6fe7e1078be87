using System.IO.Compression;
using Yaosu.Benchmarks.Support;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Benchmarks;

/// <summary>Reads 1,000,000 rows of 10 columns from a file three times. <c>limit_seconds</c> is what unpacking the same file costs when nobody looks at it: no
/// reader on one thread can be faster.</summary>
internal sealed class XlsxReadBenchmark : IBenchmark
{
    private const int Runs = 3;

    private static readonly string[] Drugs = ["阿司匹林肠溶片 100mg×30片", "阿莫西林胶囊 0.25g×24粒", "布洛芬缓释胶囊 0.3g×20粒"];
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly SpreadsheetColumn<int>[] Columns =
    [
        SpreadsheetColumn<int>.Text("追溯码", i => $"8{i * 7_919L % 10_000_000_000:D10}{i:D9}", 24),
        SpreadsheetColumn<int>.Text("药品", i => Drugs[i % Drugs.Length], 32),
        SpreadsheetColumn<int>.Text("批号", i => $"B2026{i / 1_000:D5}"),
        SpreadsheetColumn<int>.Text("往来单位", i => i % 2 == 0 ? "上海医药分销控股有限公司" : "国药控股北京有限公司", 32),
        SpreadsheetColumn<int>.Integer("数量", i => i % 400),
        SpreadsheetColumn<int>.Scaled("金额（元）", 2, i => i * 37L % 1_000_000),
        SpreadsheetColumn<int>.Date("生产日期", i => new DateOnly(2025, 1, 1).AddDays(i % 365)),
        SpreadsheetColumn<int>.Time("扫码时间", i => Start.AddSeconds(i)),
        SpreadsheetColumn<int>.YesNo("是否核验通过", i => i % 7 != 0),
        SpreadsheetColumn<int>.Text("备注", i => i % 10 == 0 ? "外箱破损 <已拍照> & 上报" : null),
    ];

    public string Name => "xlsx-read";

    public string What => "a million rows of ten columns out of a workbook: time, memory and the time of its unpacking alone";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        var rows = Size.Of(1_000_000);
        var path = Path.Combine(Path.GetTempPath(), $"yaosu-{Path.GetRandomFileName()}.xlsx");
        try
        {
            await using (var file = File.Create(path))
                await SpreadsheetWriter.WriteXlsxAsync(file, "扫码明细", Columns, Enumerable.Range(0, rows).ToAsyncEnumerable(), null, cancellation);
            _ = Inflate(path);

            var (times, limits) = (new List<double>(), new List<double>());
            double peak;
            await using (var memory = new PeakMemory())
            {
                for (var run = 0; run < Runs; run++)
                    times.Add(await ReadAsync(path, rows, cancellation));
                peak = memory.MegabytesAboveIdle;
            }
            for (var run = 0; run < Runs; run++)
                limits.Add(Inflate(path));

            var (seconds, limit) = (times.Order().ElementAt(Runs / 2), limits.Order().ElementAt(Runs / 2));
            report.Add("rows", rows);
            report.Add("seconds", seconds, "s");
            report.Add("peak_mb", peak, "MB");
            report.Add("file_mb", new FileInfo(path).Length / 1_048_576.0, "MB");
            report.Add("limit_seconds", limit, "s");
            report.Add("ratio_to_limit", seconds / limit);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<double> ReadAsync(string path, int rows, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: true);
        var start = TimeProvider.System.GetTimestamp();
        using var reader = await SpreadsheetReader.OpenAsync(file, null, cancellation);
        var (read, characters) = (0, 0L);
        while (reader.Read())
        {
            read++;
            foreach (var cell in reader.Cells)
                characters += cell.Text.Length;
        }
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        if (read != rows + 1 || characters < rows)
            throw new InvalidOperationException($"{read} lines were read.");
        return seconds;
    }

    private static double Inflate(string path)
    {
        var start = TimeProvider.System.GetTimestamp();
        using (var zip = ZipFile.OpenRead(path))
        using (var sheet = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open())
        {
            var buffer = new byte[64 * 1024];
            while (sheet.Read(buffer) > 0)
            {
            }
        }
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
