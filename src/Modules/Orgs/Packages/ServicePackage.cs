using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Packages;

/// <summary>How a package is sold.</summary>
public enum PackageSale
{
    [Label("可单独购买")]
    Alone,

    /// <summary>Comes with another package, never by itself.</summary>
    [Label("必选，须与其他服务包一起购买")]
    OnlyTogether,

    [Label("可选，另行收费")]
    Optional,

    [Label("仅整体购买")]
    OnlyWhole,
}

/// <summary>服务包: pages that are open to whoever bought it. What no package names is a base function, free for everyone.</summary>
[Label("服务包"), PlatformFact("What is sold is the same for every enterprise; changed by the platform's operators alone.")]
public sealed class ServicePackage : IAuditSubject, IVersioned
{
    public const int NameLength = 40;
    public const int AboutLength = 300;

    public long Id { get; init; }

    public int Version { get; private set; }

    [Label("名称")]
    public required string Name { get; set; }

    [Label("说明")]
    public required string About { get; set; }

    [Label("购买方式")]
    public required PackageSale Sale { get; set; }

    /// <summary>Buying that package buys this one too; null for packages that are no part of another.</summary>
    [Label("所属服务包")]
    public long? PartOfId { get; init; }

    public int Order { get; init; }

    /// <summary>One a line: the page's code, a blank, what the menu calls it.</summary>
    [Label("包含的页面")]
    public required List<string> Pages { get; set; }

    string IAuditSubject.AuditName => Name;

    internal IEnumerable<PackagePage> PagesRead => Pages.Select(PackagePage.Read).OfType<PackagePage>();

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<ServicePackage>().ToTable("ServicePackages", OrgsModule.SchemaName);
        entity.Property(x => x.Id).ValueGeneratedNever();
        entity.Property(x => x.Name).HasMaxLength(NameLength);
        entity.Property(x => x.About).HasMaxLength(AboutLength);
        entity.Property(x => x.Pages).StoredAsLines();
        entity.HasOne<ServicePackage>().WithMany().HasForeignKey(x => x.PartOfId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(x => x.Name).IsUnique();
        entity.HasData(PackagesAtStart.All);
    }
}

/// <summary>A page of a package.</summary>
/// <param name="Code"><c>module.page</c>, as permissions name it.</param>
public sealed partial record PackagePage(string Code, string Title)
{
    public const int CodeLength = 80;
    public const int TitleLength = 40;

    /// <summary>Null for a line that is none.</summary>
    public static PackagePage? Read(string line)
    {
        var parts = line.Trim().Split([' ', '\t', '　'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts is [var code, var title] && code.Length <= CodeLength && title.Length <= TitleLength && Shape().IsMatch(code) ? new(code, title) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code} {Title}");

    [GeneratedRegex(@"^[a-z][a-z0-9]*(\.[a-z0-9]+(-[a-z0-9]+)*)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
