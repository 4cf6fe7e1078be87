namespace Yaosu.Server.Hosting;

internal static class StoppingAnswers
{
    /// <summary>Once the host is stopping, browsers that reconnect are sent elsewhere at once; otherwise each new circuit would delay the end.</summary>
    internal static IApplicationBuilder UseStoppingAnswers(this WebApplication app) => app.Use((http, next) =>
    {
        if (!app.Lifetime.ApplicationStopping.IsCancellationRequested || !http.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = "5";
        http.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    });
}
