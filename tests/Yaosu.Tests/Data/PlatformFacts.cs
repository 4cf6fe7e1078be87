namespace Yaosu.Tests.Data;

/// <summary>The committed list of tables that belong to no single enterprise.</summary>
internal static class PlatformFacts
{
    internal static readonly string[] Known =
    [
        "Org",
        "SignInName",
        "SignInPhone",
        "PhoneCode",
        "QrSignIn",
        "ExternalAccount",
        "Session",
        "JoinApplication",
        "JoinQualification",
        "Qualification",
        "MainAccountChange",
        "ServicePackage",
        "PackagePurchase",
        "PackageApplication",
        "ApiSecretOwner",
        "CertificateOwner",
        "CertificateHandOver",
        "MerchantCode",
        "PrefixClaim",
        "PrefixHost",
        "NumberSpace",
        "NumberBlock",
        "KnownForm",
        "PrintPriceList",
        "PrintOrder",
        "PrintOrderPackage",
        "DataProtectionKey",
        "RecurringRun",
        "LiveSignal",
    ];
}
