namespace Yaosu.Benchmarks;

internal interface IBenchmark
{
    /// <summary>What one types to run it.</summary>
    string Name { get; }

    /// <summary>One line for the list.</summary>
    string What { get; }

    Task RunAsync(Report report, CancellationToken cancellation);
}
