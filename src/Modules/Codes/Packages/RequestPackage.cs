using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Products;
using Yaosu.Platform.Data;
using Yaosu.Platform.Jobs;

namespace Yaosu.Codes.Packages;

/// <summary>What somebody wants to have made.</summary>
/// <param name="GoodsId">Null: 不关联.</param>
/// <param name="Inside">How many of the next smaller package lie in one, outermost first; none for one level.</param>
/// <param name="Linked">有关联; of one level it means nothing.</param>
/// <param name="Outermost">How many of the largest package.</param>
/// <param name="Codes">How the codes look.</param>
public sealed record PackageFacts(long MerchantId, long? GoodsId, IReadOnlyList<long> Inside, bool Linked, bool Numbered, long Outermost, CodesWanted Codes);

public abstract record CodesWanted
{
    private CodesWanted()
    {
    }

    /// <summary>快速生码: guards alone, alike on all levels.</summary>
    public sealed record Quick(CodeAlphabet Alphabet, int Length) : CodesWanted;

    /// <summary>自定义生码: a code rule for each level, the smallest package's first.</summary>
    public sealed record Custom(IReadOnlyList<long> Rules) : CodesWanted;
}

/// <summary>Asks for a package of codes; they are made in the background.</summary>
public sealed class RequestPackage(AppDbFactory databases, IOptions<CodesOptions> options)
{
    public long Most => options.Value.MostPerRequest;

    public async Task<Outcome<long>> RunAsync(Actor actor, PackageFacts wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.MakePackages) is { } refusal)
            return refusal;
        if (options.Value.ScanUrl is not { } scanUrl)
            return CodesRefusals.ScanUrlNeeded;
        var counted = PackageRules.Count(wanted, Most);
        if (!counted.TryGet(out var counts))
            return Outcome<long>.Refused(counted.Refusals.ToList());

        await using var db = databases.Open(actor);
        Outcome<long> outcome = CodesRefusals.PackageMerchantNeeded;
        await db.InTransactionAsync(async () => outcome = await AddAsync(db, scanUrl, wanted, counts, ct), ct);
        return outcome;
    }

    private static async Task<Outcome<long>> AddAsync(AppDb db, Uri scanUrl, PackageFacts wanted, PackCounts counts, CancellationToken ct)
    {
        // Counted by the database: of two who ask at once the second waits here and gets the next number.
        var numbered = await db.Set<Merchant>().Where(x => x.Id == wanted.MerchantId && x.Source == CodeSource.Platform)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.PackagesNumbered, x => x.PackagesNumbered + 1), ct);
        if (numbered == 0)
            return await db.Set<Merchant>().AnyAsync(x => x.Id == wanted.MerchantId, ct) ? CodesRefusals.OwnCodesAreNotMade : CodesRefusals.PackageMerchantNeeded;
        var merchant = await db.Set<Merchant>().AsNoTracking().SingleAsync(x => x.Id == wanted.MerchantId, ct);
        if (wanted.GoodsId is { } goods && !await db.Set<Goods>().AnyAsync(x => x.Id == goods && x.MerchantId == merchant.Id && x.RetiredAt == null, ct))
            return CodesRefusals.PackageGoodsGone;
        var found = await PackageRules.LayoutsAsync(db, wanted, counts, ct);
        if (!found.TryGet(out var layouts))
            return Outcome<long>.Refused(found.Refusals.ToList());

        var now = db.Time.UtcNow();
        var number = FormattableString.Invariant($"{merchant.Code}P{merchant.PackagesNumbered:0000}");
        var package = new CodePackage
        {
            Number = number,
            MerchantId = merchant.Id,
            GoodsId = wanted.GoodsId,
            Mode = wanted.Codes is CodesWanted.Quick ? PackageMode.Quick : PackageMode.Custom,
            Kind = (PackageKind)wanted.Inside.Count,
            Inside = string.Join(':', wanted.Inside),
            Linked = wanted is { Linked: true, Inside.Count: > 0 },
            Numbered = wanted.Numbered,
            Total = counts.Total,
            RuleText = layouts.Text,
            Address = CodesOptions.AddressOf(scanUrl, merchant.Code),
            GeneratedAt = now,
            CreatedById = db.Actor.UserId,
            CreatedByName = db.Actor.Name,
        };
        db.Add(package);
        package.JobId = db.Enqueue(MakePackageJob.JobKind, $"生码 {number}", new MakePackageArguments(package.Id)).Id;
        for (var i = 0; i < counts.ByLevel.Count; i++)
            db.Add(new PackageLevel { PackageId = package.Id, Level = i + 1, LayoutJson = layouts.ByLevel[i].Layout.ToJson(), RuleId = layouts.ByLevel[i].RuleId, Count = counts.ByLevel[i] });
        db.Record(CodesActions.PackageRequested, package);
        db.Touch(PackageList.Topic);
        var saved = await db.TrySaveAsync(stillUsed: CodesRefusals.PackageGoodsGone, ct: ct);
        return saved.IsDone ? package.Id : saved.Refusal!;
    }
}
