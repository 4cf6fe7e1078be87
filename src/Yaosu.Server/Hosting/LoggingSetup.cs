using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace Yaosu.Server.Hosting;

/// <summary>Section <c>Serilog</c>; <c>Logging:Format</c> = text or json (json outside development).</summary>
internal static class LoggingSetup
{
    internal static void AddYaosuLogging(this WebApplicationBuilder builder, bool isVerb)
    {
        var json = builder.Configuration["Logging:Format"] is { } format ? string.Equals(format, "json", StringComparison.OrdinalIgnoreCase) : !builder.Environment.IsDevelopment();
        var configuration = new LoggerConfiguration().ReadFrom.Configuration(builder.Configuration).Enrich.FromLogContext().Filter.ByExcluding(IsSaidAnyway);
        // What a verb prints is its answer, which programs may read.
        LogEventLevel? errors = isVerb ? LogEventLevel.Verbose : null;
        Log.Logger = configuration.WriteTo.Console(json ? new JsonFormatter(renderMessage: true) : new OneLineFormatter(), standardErrorFromLevel: errors).CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(Log.Logger, dispose: true);
    }

    /// <summary>"Hosting failed to start": the exception comes out of the start too, and is told there in one sentence.</summary>
    private static bool IsSaidAnyway(LogEvent log) =>
        log.Level == LogEventLevel.Error
        && log.Properties.TryGetValue("SourceContext", out var source) && source.ToString().Contains("Microsoft.Extensions.Hosting.Internal.Host", StringComparison.Ordinal)
        && log.MessageTemplate.Text.StartsWith("Hosting failed to start", StringComparison.Ordinal);
}
