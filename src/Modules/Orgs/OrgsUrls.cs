using Yaosu.Platform.Files;

namespace Yaosu.Orgs;

/// <summary>Every address of this module; pages and other modules link through it.</summary>
public static class OrgsUrls
{
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string MyAccount = "/my/account";
    public const string AuditLog = "/orgs/audit";

    public static string AuditOf(string objectType, long objectId) => $"{AuditLog}?type={objectType}&object={objectId}";

    public static string AuditEntry(long sequence) => $"{AuditLog}/{sequence}";

    /// <summary>Null without a picture.</summary>
    public static string? Avatar(long? fileId) => fileId is { } id ? FileUrls.Image(id) : null;

    public static string SignInThen(string returnUrl) => $"{SignIn}?return={Uri.EscapeDataString(returnUrl)}";
}
