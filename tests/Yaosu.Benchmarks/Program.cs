using Yaosu.Benchmarks;
using Yaosu.Benchmarks.Bulk;
using Yaosu.Benchmarks.Circuits;
using Yaosu.Benchmarks.Start;

// Parts of a benchmark that run in a process of their own.
switch (args)
{
    case [BareHost.Verb]:
        return await BareHost.RunAsync();
    case [MeasuredHost.Verb, var folder]:
        return await MeasuredHost.RunAsync(folder);
}

// One line per benchmark. What each prints and why stands in its class.
IBenchmark[] benchmarks =
[
    new StartBenchmark(),
    new BulkBenchmark(),
    new XlsxBenchmark(),
    new XlsxReadBenchmark(),
    new CircuitsBenchmark(),
    new LiveBenchmark(),
    new CommitBenchmark(),
    new AuditBenchmark(),
    new SignInTimingBenchmark(),
    new CodeBenchmark(),
    new PackageBenchmark(),
    new DecodeBenchmark(),
    new LabelsBenchmark(),
    new ScanPageBenchmark(),
    new PermissionBenchmark(),
    new OrgTreeBenchmark(),
];

if (args.Length == 0)
{
    foreach (var one in benchmarks)
        Console.WriteLine($"{one.Name,-15} {one.What}");
    return 0;
}

if (args.Length > 1 || benchmarks.FirstOrDefault(b => b.Name == args[0]) is not { } benchmark)
{
    Console.Error.WriteLine($"Unknown benchmark: {string.Join(' ', args)}. Known: {string.Join(", ", benchmarks.Select(b => b.Name))}.");
    return 2;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stopping.Cancel();
};

try
{
    await benchmark.RunAsync(new Report(Console.Out), stopping.Token);
    return 0;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 130;
}
