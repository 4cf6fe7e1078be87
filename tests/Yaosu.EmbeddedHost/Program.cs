using Microsoft.Extensions.Logging.Abstractions;
using Yaosu.Data.PostgreSql.Embedded;
using Yaosu.Platform.Hosting;

// Yaosu.EmbeddedHost DATA_FOLDER: says "started CONNECTION" or "attached CONNECTION", waits for the end of its input, stops, says "stopped".
try
{
    await using var server = await EmbeddedPostgres.StartAsync(new() { DataFolder = args[0] }, NullLogger.Instance, CancellationToken.None);
    Console.WriteLine($"{(server.StartedHere ? "started" : "attached")} {server.ConnectionString}");
    await Console.In.ReadToEndAsync();
}
catch (StartRefusedException refused)
{
    Console.WriteLine($"refused {refused.Message}");
    return 1;
}
Console.WriteLine("stopped");
return 0;
