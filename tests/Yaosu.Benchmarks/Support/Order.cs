namespace Yaosu.Benchmarks.Support;

/// <summary>What is read off a heap of measurements.</summary>
internal static class Order
{
    internal static double Median(this IReadOnlyCollection<double> values) => values.Percentile(50);

    /// <summary>The smallest value that so many percent of all don't exceed.</summary>
    internal static double Percentile(this IReadOnlyCollection<double> values, double percent) =>
        values.Order().ElementAt(Math.Clamp((int)Math.Ceiling(values.Count * percent / 100) - 1, 0, values.Count - 1));
}
