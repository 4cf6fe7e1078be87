namespace Yaosu.Server.Security;

/// <summary>WebSockets know no same-origin rule, so circuits and hubs look at the Origin themselves.</summary>
public static class OriginCheck
{
    private static readonly PathString[] Guarded = ["/_blazor", "/hubs"];

    public static IApplicationBuilder UseOriginCheck(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (!Array.Exists(Guarded, path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) || IsOurs(http.Request))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    internal static bool IsOurs(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0 || (origin.Count == 1 && Uri.TryCreate(origin[0], UriKind.Absolute, out var uri)
            && string.Equals(uri.Scheme, request.Scheme, StringComparison.OrdinalIgnoreCase)
            && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
