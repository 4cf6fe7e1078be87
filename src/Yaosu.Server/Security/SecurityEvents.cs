using Microsoft.AspNetCore.Antiforgery;

namespace Yaosu.Server.Security;

/// <summary>What the log says about refusals and sign-ins, each kind under a number that alerts can hang on. Never a password, a cookie or a query.</summary>
public static class SecurityEvents
{
    public static readonly EventId SignedIn = new(1001, nameof(SignedIn));
    public static readonly EventId SignInRefused = new(1002, nameof(SignInRefused));
    public static readonly EventId FormRefused = new(1101, nameof(FormRefused));
    public static readonly EventId Forbidden = new(1102, nameof(Forbidden));
    public static readonly EventId ForeignOrigin = new(1103, nameof(ForeignOrigin));
    public static readonly EventId TooManyRequests = new(1104, nameof(TooManyRequests));

    internal static IApplicationBuilder UseSecurityEvents(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Yaosu.Security");
        return app.Use(async (http, next) =>
        {
            // Error pages run the request again under another path.
            var (method, path, originIsOurs) = (http.Request.Method, http.Request.Path.Value, OriginCheck.IsOurs(http.Request));
            await next(http);
            EventId? kind = http.Response.StatusCode switch
            {
                StatusCodes.Status400BadRequest when http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } => FormRefused,
                StatusCodes.Status403Forbidden => originIsOurs ? Forbidden : ForeignOrigin,
                StatusCodes.Status429TooManyRequests => TooManyRequests,
                _ => null,
            };
            if (kind is { } found)
                log.LogWarning(found, "{Event}: {Method} {Path} from {Address}", found.Name, method, path, http.Connection.RemoteIpAddress);
        });
    }
}
