using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Yaosu.Orgs.Onboarding;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;
using Yaosu.Platform.Sms;

namespace Yaosu.Orgs.MainAccounts;

/// <summary>Lets whoever holds a phone ask for a main account and come back to see how it stands.</summary>
public sealed class RecoveryPass(AppDbFactory databases, QueueSms sms, SignInThrottle throttle, IDataProtectionProvider protection)
    : PhonePass(databases, sms, throttle, protection, new("Yaosu.Orgs.MainAccounts", "找回管理员账号", OrgsSms.RecoveryCode, OrgsRefusals.RecoveryClosed));

/// <summary>Carries such a pass; opens nothing but the applicant's own application.</summary>
public static class RecoveryCookie
{
    public const string Name = "__Host-yaosu-recover";

    public static string? Read(HttpContext http) => http.Request.Cookies[Name];

    public static void Set(HttpContext http, string pass) => http.Response.Cookies.Append(Name, pass, new() { Path = "/", HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, IsEssential = true });
}
