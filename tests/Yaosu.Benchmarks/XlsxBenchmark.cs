using System.IO.Compression;
using System.Runtime.CompilerServices;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Benchmarks;

/// <summary>
/// Writes 1,000,000 rows of 10 columns to a file three times. <c>limit_seconds</c> is what compressing the same bytes costs when nobody has to make
/// them: no writer with this compression can be faster on one thread. Goal: <c>peak_mb</c> ≤ 100; most of it is garbage of the rows that the collector
/// leaves until its first generation is full, which it sizes by the processor's cache (with <c>DOTNET_GCgen0size=400000</c> a fifth remains).
/// </summary>
internal sealed class XlsxBenchmark : IBenchmark
{
    private const int Rows = 1_000_000;
    private const int Runs = 3;
    private const int SampleSize = 32 * 1024 * 1024;

    private static readonly string[] Drugs = ["阿司匹林肠溶片 100mg×30片", "阿莫西林胶囊 0.25g×24粒", "布洛芬缓释胶囊 0.3g×20粒", "复方甘草片 100片", "头孢克肟颗粒 50mg×6袋"];
    private static readonly string[] Partners = ["上海医药分销控股有限公司", "国药控股北京有限公司", "九州通医药集团股份有限公司", "华润河南医药有限公司"];
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly SpreadsheetColumn<Scan>[] Columns =
    [
        SpreadsheetColumn<Scan>.Text("追溯码", s => s.Code, 24),
        SpreadsheetColumn<Scan>.Text("药品", s => Drugs[s.Number % Drugs.Length], 32),
        SpreadsheetColumn<Scan>.Text("批号", s => s.Batch),
        SpreadsheetColumn<Scan>.Text("往来单位", s => Partners[s.Number % Partners.Length], 32),
        SpreadsheetColumn<Scan>.Integer("数量", s => s.Number % 400),
        SpreadsheetColumn<Scan>.Scaled("金额（元）", 2, s => s.Number * 37L % 1_000_000),
        SpreadsheetColumn<Scan>.Date("生产日期", s => new DateOnly(2025, 1, 1).AddDays(s.Number % 365)),
        SpreadsheetColumn<Scan>.Time("扫码时间", s => Start.AddSeconds(s.Number)),
        SpreadsheetColumn<Scan>.YesNo("是否核验通过", s => s.Number % 7 != 0),
        SpreadsheetColumn<Scan>.Text("备注", s => s.Number % 10 == 0 ? "外箱破损 <已拍照> & 上报" : null),
    ];

    public string Name => "xlsx";

    public string What => "a million rows of ten columns into one workbook: time, memory and the time of its compression alone";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        var path = Path.Combine(Path.GetTempPath(), $"yaosu-{Path.GetRandomFileName()}.xlsx");
        try
        {
            await WriteAsync(path, 10_000, cancellation);

            var times = new List<double>();
            double peak;
            await using (var memory = new PeakMemory())
            {
                for (var run = 0; run < Runs; run++)
                    times.Add(await WriteAsync(path, Rows, cancellation));
                peak = memory.MegabytesAboveIdle;
            }

            var seconds = times.Order().ElementAt(Runs / 2);
            var (limit, bytes) = CompressAgain(path);
            report.Add("rows", Rows);
            report.Add("seconds", seconds, "s");
            report.Add("peak_mb", peak, "MB");
            report.Add("file_mb", new FileInfo(path).Length / 1_048_576.0, "MB");
            report.Add("uncompressed_mb", bytes / 1_048_576.0, "MB");
            report.Add("limit_seconds", limit, "s");
            report.Add("ratio_to_limit", seconds / limit);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<double> WriteAsync(string path, int rows, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, useAsync: true);
        var start = TimeProvider.System.GetTimestamp();
        await SpreadsheetWriter.WriteXlsxAsync(file, "扫码明细", Columns, Scans(rows, cancellation), null, cancellation);
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    // A piece of the sheet far longer than the window of the compression, over and over until the sheet's length is reached.
    private static (double Seconds, long Bytes) CompressAgain(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        var sheet = zip.GetEntry("xl/worksheets/sheet1.xml")!;
        var sample = new byte[Math.Min(SampleSize, sheet.Length)];
        using (var stream = sheet.Open())
            stream.ReadExactly(sample);

        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var start = TimeProvider.System.GetTimestamp();
            using (var deflate = new DeflateStream(Stream.Null, CompressionLevel.Fastest))
            {
                for (var left = sheet.Length; left > 0; left -= sample.Length)
                    deflate.Write(sample, 0, (int)Math.Min(left, sample.Length));
            }

            times.Add(TimeProvider.System.GetElapsedTime(start).TotalSeconds);
        }

        return (times.Order().ElementAt(Runs / 2), sheet.Length);
    }

    private static async IAsyncEnumerable<Scan> Scans(int count, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var i = 0; i < count; i++)
        {
            // As a database reader does: most rows are there already, now and then one waits for the next packet.
            if (i % 1_000 == 0)
            {
                await Task.Yield();
                cancellation.ThrowIfCancellationRequested();
            }

            yield return new Scan(i, $"8{i * 7_919L % 10_000_000_000:D10}{i:D9}", $"B2026{i / 1_000:D5}");
        }
    }

    private sealed record Scan(int Number, string Code, string Batch);
}
