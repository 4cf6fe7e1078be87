using Yaosu.Orgs.SignIn;

namespace Yaosu.Server.SignIn;

/// <summary>What has to be known again when an identity provider leads back. Lax, not Strict: that site sends the browser here.</summary>
internal static class ExternalCookie
{
    private const string Name = "__Host-yaosu-external";

    internal static string? Of(HttpContext http) => http.Request.Cookies[Name];

    internal static void Set(HttpContext http, string ticket) =>
        http.Response.Cookies.Append(Name, ticket, new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = SignInTickets.GoodFor });

    internal static void Delete(HttpContext http) => http.Response.Cookies.Delete(Name, new() { HttpOnly = true, Secure = true, Path = "/" });
}
