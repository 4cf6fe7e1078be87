using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Yaosu.Benchmarks.Start;

/// <summary>The least a web host can be, as a process: what the runtime and the framework themselves need to answer.</summary>
internal static class BareHost
{
    internal const string Verb = "bare-host";

    internal static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        await using var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        await app.StartAsync();
        Console.WriteLine($"ready {app.Urls.First()}");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
