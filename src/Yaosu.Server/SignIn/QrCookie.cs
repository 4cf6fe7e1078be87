using Yaosu.Orgs.SignIn;

namespace Yaosu.Server.SignIn;

/// <summary>Shows that a code of 扫码登录 is this browser's own: whoever photographs the code doesn't have it.</summary>
internal static class QrCookie
{
    private const string Name = "__Host-yaosu-qr";

    internal static string? Of(HttpContext http) => http.Request.Cookies[Name];

    internal static void Set(HttpContext http, AskForQrSignIn.Asked asked) =>
        http.Response.Cookies.Append(Name, asked.Secret, new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = TimeSpan.FromMinutes(10) });

    internal static void Delete(HttpContext http) => http.Response.Cookies.Delete(Name, new() { HttpOnly = true, Secure = true, Path = "/" });
}
