using System.Globalization;
using Yaosu.CrashWorker;
using Yaosu.Platform.Background;

// Yaosu.CrashWorker jobs|outbox|writes CONNECTION [FIRST_NUMBER]: works until the process is killed.
var settings = new Dictionary<string, string?> { ["Jobs:Lease"] = "00:00:02", ["Jobs:RenewEvery"] = "00:00:00.5", ["Jobs:Concurrency"] = "1" };
await using var node = Node.Create(args[1], services =>
{
    if (args[0] == "jobs")
        services.AddJob<CountingJob>();
    if (args[0] == "outbox")
        services.AddOutboxHandler<AcceptingReceiver>();
}, settings: settings);
await node.StartAsync();
if (args[0] == "writes")
    await EndlessWriter.RunAsync(node, int.Parse(args[2], CultureInfo.InvariantCulture));
await Task.Delay(Timeout.Infinite);
