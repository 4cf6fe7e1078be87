using Yaosu.Platform.Files;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Orgs;

/// <summary>Every address of this module; pages and other modules link through it.</summary>
public static class OrgsUrls
{
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string MyAccount = "/my/account";
    public const string SignInByCode = "/sign-in/code";
    public const string SignInByQr = "/sign-in/qr";
    public const string SignInByCertificate = "/sign-in/certificate";

    /// <summary>Only on the port for certificates.</summary>
    public const string PresentCertificate = "/sign-in/certificate/present";
    public const string SecondStep = "/sign-in/second";
    public const string ForgottenPassword = "/forgotten-password";
    public const string MySessions = "/my/sessions";
    public const string Sessions = "/orgs/sessions";

    public const string KeepAlive = ShellUrls.KeepAlive;
    public const string Lock = ShellUrls.Lock;

    /// <summary>What a locked session shows, whatever was asked for.</summary>
    public const string Locked = "/locked";
    public const string SignInLog = "/orgs/sign-ins";
    public const string AuditLog = "/orgs/audit";

    public const string People = "/orgs/people";
    public const string NewPerson = "/orgs/people/new";
    public const string ImportPeople = "/orgs/people/import";
    public const string Roles = "/orgs/roles";
    public const string NewRole = "/orgs/roles/new";
    public const string CompareRoles = "/orgs/roles/compare";
    public const string ApiKeys = "/orgs/api-keys";
    public const string NewApiKey = "/orgs/api-keys/new";
    public const string Certificates = "/orgs/certificates";
    public const string NewCertificate = "/orgs/certificates/new";
    public const string PermissionHolders = "/orgs/roles/holders";
    public const string Packages = "/orgs/packages";
    public const string Qualifications = "/orgs/qualifications";
    public const string Enterprises = "/ops/enterprises";
    public const string PackageMap = "/ops/packages";
    public const string Opening = "/orgs/opening";
    public const string Join = "/join";
    public const string MyJoining = "/join/application";
    public const string JoinDesk = "/ops/joining";
    public const string MainAccount = "/orgs/main-account";
    public const string MainAccountDesk = "/ops/main-accounts";
    public const string Recover = "/recover-account";
    public const string RecoverApplication = "/recover-account/application";
    public const string Stores = "/orgs/stores";
    public const string ImportStores = "/orgs/stores/import";
    public const string SmsOutbox = "/ops/sms";
    public const string EndViewing = ShellUrls.EndViewing;

    public static string Person(long id) => $"{People}/{id}";

    public static string NewPersonIn(long departmentId) => $"{NewPerson}?department={departmentId}";

    public static string JoinReview(long id) => $"{JoinDesk}/{id}";

    public static string MainAccountChange(long id) => $"{MainAccountDesk}/{id}";

    public static string Enterprise(long id) => $"{Enterprises}/{id}";

    public static string PackageMapOf(long id) => $"{PackageMap}/{id}";

    public static string ApiKey(long id) => $"{ApiKeys}/{id}";

    public static string ChangeApiKey(long id) => $"{ApiKeys}/{id}/edit";

    /// <param name="userId">Of the certificate's account: it stays when the certificate is replaced.</param>
    public static string Certificate(long userId) => $"{Certificates}/{userId}";

    public static string ReplaceCertificate(long userId) => $"{Certificates}/{userId}/replace";

    public static string PlaceCertificate(long userId) => $"{Certificates}/{userId}/place";

    public static string Role(long id) => $"{Roles}/{id}";

    public static string CopyOfRole(long id) => $"{NewRole}?from={id}";

    public static string CompareRole(long id) => $"{CompareRoles}?a={id}";

    public static string HoldersOf(string permission) => $"{PermissionHolders}?permission={permission}";

    public static string PermissionsOf(long userId) => $"/orgs/people/{userId}/permissions";

    public static string AuditOf(string objectType, long objectId) => $"{AuditLog}?type={objectType}&object={objectId}";

    public static string AuditEntry(long sequence) => $"{AuditLog}/{sequence}";

    /// <summary>Null without a picture.</summary>
    public static string? Avatar(long? fileId) => fileId is { } id ? FileUrls.Image(id) : null;

    public static string LockedThen(string returnUrl) => $"{Locked}?return={Uri.EscapeDataString(returnUrl)}";

    public static string SignInByCodeThen(string returnUrl) => $"{SignInByCode}?return={Uri.EscapeDataString(returnUrl)}";

    public static string SignInByQrThen(string returnUrl) => $"{SignInByQr}?return={Uri.EscapeDataString(returnUrl)}";

    /// <summary>Leads to an identity provider; whoever comes back is signed in.</summary>
    public static string SignInByExternal(string provider, string returnUrl) => $"/sign-in/external/{provider}?return={Uri.EscapeDataString(returnUrl)}";

    /// <summary>The same way, to bind the account found there to one's own.</summary>
    public static string BindExternal(string provider, string wish, string returnUrl) => $"/sign-in/external/{provider}?bind={Uri.EscapeDataString(wish)}&return={Uri.EscapeDataString(returnUrl)}";

    /// <summary>Where a provider leads back to; registered with it.</summary>
    public static string ExternalCallback(string provider) => $"/sign-in/external/{provider}/callback";

    /// <summary>What the code of 扫码登录 holds: where the phone answers.</summary>
    public static string AnswerQr(string id) => $"{SignInByQr}/{id}";

    /// <summary>Where the browser asks how far the phone is.</summary>
    public static string QrStage(string id) => $"{SignInByQr}/{id}/stage";

    public static string SignInByCertificateThen(string returnUrl) => $"{SignInByCertificate}?return={Uri.EscapeDataString(returnUrl)}";

    public static string SecondStepThen(string returnUrl) => $"{SecondStep}?return={Uri.EscapeDataString(returnUrl)}";

    public static string SignInThen(string returnUrl) => $"{SignIn}?return={Uri.EscapeDataString(returnUrl)}";
}
