namespace Yaosu.Codes.Packages;

/// <summary>What the packages of a level are called.</summary>
internal static class LevelNames
{
    public static string Of(PackageKind kind, int level) => Bare(kind, level) + "码";

    /// <summary>Of the package itself.</summary>
    public static string Bare(PackageKind kind, int level) => (kind, level) switch
    {
        (PackageKind.Single, _) => "普通",
        (_, 1) => "内包装",
        (PackageKind.ThreeLevels, 2) => "中包装",
        _ => "外包装",
    };
}
