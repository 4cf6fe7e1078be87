using System.Globalization;

namespace Yaosu.Benchmarks.Support;

/// <summary>How much of the full size is run: all of it, or the percentage in <c>YAOSU_BENCHMARK_PERCENT</c>. Figures count at full size only; a small
/// run shows that the benchmark itself works.</summary>
internal static class Size
{
    private static readonly double Share = double.TryParse(Environment.GetEnvironmentVariable("YAOSU_BENCHMARK_PERCENT"), CultureInfo.InvariantCulture, out var percent)
        ? Math.Clamp(percent, 0.01, 100) / 100
        : 1;

    internal static int Of(int full, int atLeast = 1) => Math.Max(atLeast, (int)(full * Share));
}
