using System.Threading.RateLimiting;
using Yaosu.Platform.Security;
using Yaosu.Scans;
using Yaosu.Server.Errors;

namespace Yaosu.Server.Security;

/// <summary>How often one address may ask. Guessing is slowed further per name by the sign-in itself.</summary>
public static class RateLimits
{
    /// <summary>Posting the sign-in form.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Opening the page that makes a code for a phone.</summary>
    public const string QrCodes = "qr-codes";

    /// <summary>On the way to an identity provider and back.</summary>
    public const string External = "external";

    private const int Segments = 6;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddYaosuRateLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (context, _) =>
        {
            // A sliding window doesn't say how long; after one of its parts there is room again.
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var said) ? said : Window / Segments;
            context.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        limits.AddPolicy(SignIn, http => HttpMethods.IsPost(http.Request.Method)
            ? RateLimitPartition.GetSlidingWindowLimiter(Address(http), _ => new() { PermitLimit = 30, Window = Window, SegmentsPerWindow = Segments })
            : RateLimitPartition.GetNoLimiter(""));
        // Each code is good for a minute; a whole office may want one at nine o'clock.
        limits.AddPolicy(QrCodes, http => RateLimitPartition.GetSlidingWindowLimiter(Address(http), _ => new() { PermitLimit = 120, Window = Window, SegmentsPerWindow = Segments }));
        // Each makes us ask the provider.
        limits.AddPolicy(External, http => RateLimitPartition.GetSlidingWindowLimiter(Address(http), _ => new() { PermitLimit = 120, Window = Window, SegmentsPerWindow = Segments }));
        // A pharmacy's customers behind one address; a page brings some pictures.
        limits.AddPolicy(ScansModule.RateLimit, http => RateLimitPartition.GetSlidingWindowLimiter(Address(http), _ => new() { PermitLimit = 600, Window = Window, SegmentsPerWindow = Segments }));
        // One office behind one address opens many pages; a flood is another order of size.
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => ErrorPages.IsOne(http)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(Address(http), _ => new() { TokenLimit = 2_000, TokensPerPeriod = 400, ReplenishmentPeriod = TimeSpan.FromSeconds(1), AutoReplenishment = true }));
    });

    private static string Address(HttpContext http) => http.Connection.RemoteIpAddress is { } address ? ClientAddress.Household(address) : "";
}
