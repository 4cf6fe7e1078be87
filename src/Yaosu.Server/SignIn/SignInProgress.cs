using Microsoft.AspNetCore.Components;
using Yaosu.Orgs;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;

namespace Yaosu.Server.SignIn;

/// <summary>Takes a browser on from one step of signing in to the next.</summary>
internal static class SignInProgress
{
    private const string TicketCookie = "__Host-yaosu-step";

    internal static string? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    internal static string DeviceOf(HttpContext http) => http.Request.Headers.UserAgent.ToString();

    internal static string? TicketOf(HttpContext http) => http.Request.Cookies[TicketCookie];

    /// <summary>Navigates: nothing after it is reached.</summary>
    internal static async Task GoOnAsync(HttpContext http, SessionStore sessions, NavigationManager navigation, SignInStep step, string returnUrl)
    {
        if (!step.IsIn)
        {
            // In a cookie, so that it is in no history and in no log.
            http.Response.Cookies.Append(TicketCookie, step.Ticket!, new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = SignInTickets.GoodFor });
            navigation.NavigateTo(OrgsUrls.SecondStepThen(returnUrl));
            return;
        }
        http.Response.Cookies.Delete(TicketCookie, new() { HttpOnly = true, Secure = true, Path = "/" });
        // Somebody else's session in this browser ends with it.
        if ((SessionCookie.KeyOf(http.User) ?? http.Features.Get<LockedSession>()?.Key) is { } before)
            await sessions.EndAsync(before, CancellationToken.None);
        await SessionCookie.SignInAsync(http, step.SessionKey);
        navigation.NavigateTo(returnUrl);
    }
}
