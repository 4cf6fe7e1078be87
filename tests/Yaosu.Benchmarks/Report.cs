using System.Globalization;

namespace Yaosu.Benchmarks;

/// <summary>Prints each figure as <c>name = value unit</c>, which people and scripts read alike.</summary>
internal sealed class Report(TextWriter output)
{
    public void Add(string name, double value, string unit = "") =>
        output.WriteLine($"{name} = {value.ToString("0.###", CultureInfo.InvariantCulture)} {unit}".TrimEnd());
}
