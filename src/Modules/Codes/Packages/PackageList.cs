using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Products;
using Yaosu.Platform.Data;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Paging;

namespace Yaosu.Codes.Packages;

/// <summary>生码进度; follows from the package and its job.</summary>
public enum PackageState
{
    [Label("等待生码")]
    Waiting,

    [Label("生码中")]
    Making,

    [Label("完成")]
    Ready,

    [Label("未完成")]
    Failed,
}

/// <param name="Text">Part of a record number, of a merchant's or of goods' name.</param>
public sealed record PackageFilter(string? Text = null, long? MerchantId = null, PackageKind? Kind = null, bool? Numbered = null);

public sealed record PackageRow(long Id, string Number, string Merchant, string? Goods, string? Spec, PackageMode Mode, PackageKind Kind, string RuleText, bool Linked, bool Numbered, long Total,
    DateTime CreatedAt, string CreatedBy, DateTime? ReadyAt, long JobId, JobState? JobState, long JobDone, long? JobTotal)
{
    public PackageState State => ReadyAt is not null ? PackageState.Ready : JobState switch
    {
        Platform.Jobs.JobState.Waiting => PackageState.Waiting,
        Platform.Jobs.JobState.Running => PackageState.Making,
        _ => PackageState.Failed,
    };

    /// <summary>Of the codes; null when it is over or nobody knows.</summary>
    public int? Percent => State == PackageState.Making && JobTotal is > 0 and var total ? (int)(100 * JobDone / total) : null;
}

/// <param name="Levels">The outermost first.</param>
/// <param name="JobError">Why it was not finished.</param>
public sealed record PackageShown(CodePackage Package, PackageRow Row, IReadOnlyList<PackageLevel> Levels, string MerchantCode, string? JobError);

/// <summary>生成记录.</summary>
public sealed class PackageList(AppDbFactory databases)
{
    public const string Topic = "code-packages";

    public static readonly SortMap<CodePackage> Sorts = new SortMap<CodePackage>(x => x.Id, "created", defaultDescending: true)
        .By("created", x => x.Id)
        .By("number", x => x.Number)
        .By("total", x => x.Total);

    public static string TopicOf(long id) => string.Create(CultureInfo.InvariantCulture, $"{Topic}:{id}");

    public async Task<Outcome<Page<PackageRow>>> RunAsync(Actor actor, PackageFilter filter, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewPackages) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await Filtered(db, filter).ToPageAsync(Sorts, page, Row(db), ct);
    }

    public async Task<Outcome<PackageShown>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewPackages) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<CodePackage>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } package)
            return CodesRefusals.PackageNotFound;
        var row = await db.Set<CodePackage>().Where(x => x.Id == id).Select(Row(db)).SingleAsync(ct);
        var levels = await db.Set<PackageLevel>().AsNoTracking().Where(x => x.PackageId == id).OrderByDescending(x => x.Level).ToListAsync(ct);
        var code = await db.Set<Merchant>().Where(x => x.Id == package.MerchantId).Select(x => x.Code).SingleAsync(ct);
        var error = await db.Set<Job>().Where(x => x.Id == package.JobId).Select(x => x.Error).SingleOrDefaultAsync(ct);
        return new PackageShown(package, row, levels, code, error);
    }

    internal static IQueryable<CodePackage> Filtered(AppDb db, PackageFilter filter)
    {
        var packages = db.Set<CodePackage>().AsNoTracking();
        if (filter.Text is { Length: > 0 } text)
        {
            var upper = text.ToUpperInvariant();
            packages = packages.Where(x => x.Number.Contains(upper) || db.Set<Merchant>().Any(merchant => merchant.Id == x.MerchantId && merchant.Name.Contains(text))
                || db.Set<Goods>().Any(goods => goods.Id == x.GoodsId && goods.Name.Contains(text)));
        }
        if (filter.MerchantId is { } merchant)
            packages = packages.Where(x => x.MerchantId == merchant);
        if (filter.Kind is { } kind)
            packages = packages.Where(x => x.Kind == kind);
        if (filter.Numbered is { } numbered)
            packages = packages.Where(x => x.Numbered == numbered);
        return packages;
    }

    private static System.Linq.Expressions.Expression<Func<CodePackage, PackageRow>> Row(AppDb db) => x => new PackageRow(
        x.Id, x.Number, db.Set<Merchant>().Where(merchant => merchant.Id == x.MerchantId).Select(merchant => merchant.Name).Single(),
        db.Set<Goods>().Where(goods => goods.Id == x.GoodsId).Select(goods => goods.Name).SingleOrDefault(), db.Set<Goods>().Where(goods => goods.Id == x.GoodsId).Select(goods => goods.Spec).SingleOrDefault(),
        x.Mode, x.Kind, x.RuleText, x.Linked, x.Numbered, x.Total, x.GeneratedAt, x.CreatedByName, x.ReadyAt, x.JobId,
        db.Set<Job>().Where(job => job.Id == x.JobId).Select(job => (JobState?)job.State).SingleOrDefault(),
        db.Set<Job>().Where(job => job.Id == x.JobId).Select(job => job.ProgressDone).SingleOrDefault(),
        db.Set<Job>().Where(job => job.Id == x.JobId).Select(job => job.ProgressTotal).SingleOrDefault());
}
