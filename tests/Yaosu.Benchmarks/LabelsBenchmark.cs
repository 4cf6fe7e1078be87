using QRCoder;
using Yaosu.Benchmarks.Support;
using Yaosu.Platform.Labels;

namespace Yaosu.Benchmarks;

/// <summary>
/// 10,000 labels with a QR code of an address and a code of 32 characters as one PDF file. Goals: <c>ratio_to_matrices</c> ≤ 1.5 and <c>peak_mb</c> ≤ 100. Compared with making the
/// same QR matrices and nothing else, on one core as well. Where the cache is large, most of both peaks is what the collector leaves lying before it looks.
/// </summary>
internal sealed class LabelsBenchmark : IBenchmark
{
    private const int Turns = 3;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly int Labels = Size.Of(10_000, atLeast: 200);

    public string Name => "labels";

    public string What => "ten thousand QR labels as one PDF: time, memory and the time of their matrices alone";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        var labels = Enumerable.Range(0, Labels).Select(Label).ToList();
        var path = Path.Combine(Path.GetTempPath(), $"yaosu-{Path.GetRandomFileName()}.pdf");
        try
        {
            var (times, matrices, peaks, barePeaks) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var turn = -1; turn < Turns; turn++)
            {
                double time, alone;
                await using (var memory = new PeakMemory())
                {
                    time = await WriteAsync(path, labels, cancellation);
                    peaks.Add(memory.MegabytesAboveIdle);
                }
                await using (var memory = new PeakMemory())
                {
                    alone = Matrices(labels);
                    barePeaks.Add(memory.MegabytesAboveIdle);
                }
                // The first turn is for the compilers.
                if (turn < 0)
                    continue;
                times.Add(time);
                matrices.Add(alone);
            }
            report.Add("labels", Labels);
            report.Add("seconds", times.Median(), "s");
            report.Add("labels_per_second", Labels / times.Median(), "labels/s");
            report.Add("matrices_alone_seconds", matrices.Median(), "s");
            report.Add("ratio_to_matrices", times.Zip(matrices, (ours, alone) => ours / alone).ToList().Median());
            report.Add("peak_mb", peaks.Max(), "MB");
            report.Add("matrices_alone_peak_mb", barePeaks.Max(), "MB");
            report.Add("mb", new FileInfo(path).Length / 1_048_576.0, "MB");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<double> WriteAsync(string path, List<CodeLabel> labels, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, useAsync: true);
        var start = TimeProvider.System.GetTimestamp();
        await new LabelSheet(LabelFormat.OuterPackage).WriteAsync(file, new("追溯码标签"), labels, cancellation: cancellation);
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static double Matrices(List<CodeLabel> labels)
    {
        var (start, modules) = (TimeProvider.System.GetTimestamp(), 0L);
        foreach (var label in labels)
        {
            using var data = QRCodeGenerator.GenerateQrCode(label.Content, QRCodeGenerator.ECCLevel.M);
            modules += data.ModuleMatrix.Count;
        }
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        return modules > 0 ? seconds : throw new InvalidOperationException("No matrix was made.");
    }

    private static CodeLabel Label(int number)
    {
        var code = string.Create(32, number, static (text, seed) =>
        {
            var state = (ulong)seed + 1;
            foreach (ref var c in text)
            {
                state = (state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
                c = Alphabet[(int)((state >> 33) % (ulong)Alphabet.Length)];
            }
        });
        return CodeLabel.OfCode($"https://yaosu.example/s/{code}", code, "阿莫西林胶囊 0.25g×24粒");
    }
}
