using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Yaosu.Orgs.Sessions;

/// <summary>The cookie carries a session's key and nothing else; everything about the person is read on the server.</summary>
public static class SessionCookie
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string Name = "__Host-yaosu";
    private const string KeyClaim = "session";

    /// <summary>Null when nobody is signed in.</summary>
    public static string? KeyOf(ClaimsPrincipal? person) => person?.FindFirst(KeyClaim)?.Value;

    public static ClaimsPrincipal PrincipalOf(string key) => new(new ClaimsIdentity([new(KeyClaim, key)], Scheme));

    public static Task SignInAsync(HttpContext http, string key) => http.SignInAsync(Scheme, PrincipalOf(key), new AuthenticationProperties { IsPersistent = false });

    internal static void AddSessionCookie(this IServiceCollection services) => services.AddAuthentication(Scheme).AddCookie(Scheme, cookie =>
    {
        cookie.Cookie.Name = Name;
        cookie.Cookie.Path = "/";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        cookie.LoginPath = OrgsUrls.SignIn;
        cookie.ReturnUrlParameter = "return";
        cookie.SlidingExpiration = false;
        // Idle and absolute limits are the session's own; this only has to outlive them.
        cookie.ExpireTimeSpan = TimeSpan.FromDays(8);
        cookie.Events.OnValidatePrincipal = async context =>
        {
            var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionStore>();
            if (KeyOf(context.Principal) is { } key && await sessions.ActorOfAsync(key, context.HttpContext.RequestAborted) is not null)
            {
                // A circuit that reconnects and a page that looks whether the server is back are the browser's doing, not the person's.
                if (!context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal) && !HttpMethods.IsHead(context.Request.Method))
                    await sessions.TouchAsync(key, always: context.Request.Path == OrgsUrls.KeepAlive, context.HttpContext.RequestAborted);
                return;
            }
            var asked = KeyOf(context.Principal);
            context.RejectPrincipal();
            // The cookie of a locked session stays, for whoever knows the password.
            if (asked is not null && await sessions.FindLockedAsync(asked, context.HttpContext.RequestAborted) is { } locked)
            {
                context.HttpContext.Features.Set(locked);
                return;
            }
            await context.HttpContext.SignOutAsync(Scheme);
        };
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToLogin = context =>
        {
            // A page goes to the sign-in page; a program wants to hear 401.
            if (context.Request.Method == HttpMethods.Get && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
                context.Response.Redirect(context.HttpContext.Features.Get<LockedSession>() is null ? context.RedirectUri : OrgsUrls.LockedThen(context.Request.Path + context.Request.QueryString));
            else
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        };
    });
}
