using Microsoft.AspNetCore.Http;

namespace Yaosu.Orgs.Onboarding;

/// <summary>Carries an applicant's pass; opens nothing but his own application.</summary>
public static class JoinCookie
{
    public const string Name = "__Host-yaosu-join";

    public static string? Read(HttpContext http) => http.Request.Cookies[Name];

    public static void Set(HttpContext http, string pass) => http.Response.Cookies.Append(Name, pass, Options);

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Options);

    private static CookieOptions Options => new() { Path = "/", HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, IsEssential = true };
}
