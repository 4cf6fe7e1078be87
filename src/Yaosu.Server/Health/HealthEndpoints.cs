using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Yaosu.Server.Health;

public static class HealthEndpoints
{
    public static void AddYaosuHealth(this IServiceCollection services) => services.AddSingleton<DatabaseReady>().AddHealthChecks()
        .AddCheck<DatabaseReady>("database", tags: ["ready"], timeout: TimeSpan.FromSeconds(3))
        .AddCheck<DiskReady>("disk", tags: ["ready"])
        .AddCheck<NotStopping>("stopping", tags: ["ready"]);

    public static void MapYaosuHealth(this WebApplication app)
    {
        // Live: this process answers. Asks nothing of anybody.
        app.MapMethods("/health/live", [HttpMethods.Get, HttpMethods.Head], () => Results.Json(new { status = "live" })).AllowAnonymous().DisableRateLimiting();
        app.MapHealthChecks("/health/ready", new()
        {
            Predicate = check => check.Tags.Contains("ready"),
            ResponseWriter = (http, report) => http.Response.WriteAsJsonAsync(new
            {
                status = report.Status == HealthStatus.Healthy ? "ready" : "not-ready",
                reasons = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).ToDictionary(entry => entry.Key, entry => entry.Value.Description),
            }, http.RequestAborted),
        }).AllowAnonymous().DisableRateLimiting();
    }
}
