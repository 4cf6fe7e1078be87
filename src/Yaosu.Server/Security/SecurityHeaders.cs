using System.Security.Cryptography;

namespace Yaosu.Server.Security;

/// <summary>Set for answers that must not make browsers ask for TLS on the other ports of this name.</summary>
internal sealed record WithoutStrictTransport;

/// <summary>Headers on every response, also on errors and files.</summary>
public static class SecurityHeaders
{
    private const string NonceKey = "csp-nonce";

    /// <summary>Lets the chart library add its style element; scripts get no such door.</summary>
    public static string Nonce(this HttpContext http)
    {
        if (http.Items.TryGetValue(NonceKey, out var known))
            return (string)known!;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        http.Items[NonceKey] = nonce;
        return nonce;
    }

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            // Files that somebody uploaded bring a stricter one.
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = string.Join("; ",
                    "default-src 'none'",
                    "script-src 'self'",
                    $"style-src-elem 'self' 'nonce-{http.Nonce()}'",
                    // Positions and widths are set by scripts as attributes; attributes can't load anything under this policy.
                    "style-src-attr 'unsafe-inline'",
                    "img-src 'self' data: blob:",
                    "font-src 'self' data:",
                    "connect-src 'self'",
                    "form-action 'self'",
                    "manifest-src 'self'",
                    "base-uri 'self'",
                    "frame-ancestors 'none'");
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()";
            headers.XFrameOptions = "DENY";
            if (http.Request.IsHttps && http.Features.Get<WithoutStrictTransport>() is null)
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            if (http.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(http);
    });
}
