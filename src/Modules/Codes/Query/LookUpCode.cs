using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Contracts;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.OwnCodes;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Products;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Query;

/// <summary>What a code says of itself.</summary>
/// <param name="Code">As it was made.</param>
/// <param name="Serial">Which of its level it is, from 1.</param>
/// <param name="Parent">The code of what it lies in; null for an outermost one, and where it isn't known who lies in whom.</param>
/// <param name="Children">How many lie directly in it.</param>
/// <param name="FirstChildren">The first of them.</param>
/// <param name="Uses">What other modules tell of it.</param>
public sealed record CodeAnswer(string Code, string Address, long PackageId, string Package, string Merchant, string MerchantCode, string? Goods, string? Spec, PackageKind Kind, int Level, string LevelName,
    long Serial, string? RunningNumber, bool Linked, string? Parent, long Children, IReadOnlyList<string> FirstChildren, DateTime GeneratedAt, IReadOnlyList<CodeUse> Uses);

/// <summary>码查询: from what somebody scanned or typed to what it is.</summary>
public sealed class LookUpCode(AppDbFactory databases, CodeFinder codes, OwnCodeFinder ownCodes, PackageWriters writers, IEnumerable<ICodeUse>? uses = null)
{
    public const int MostAtOnce = 500;
    private const int MostChildren = 50;

    public async Task<Outcome<CodeAnswer>> RunAsync(Actor actor, string? typed, CancellationToken ct = default)
    {
        var answers = await RunManyAsync(actor, [typed], ct);
        return answers.TryGet(out var all) ? all[0] : answers.Refusal!;
    }

    /// <returns>An answer for each, in order.</returns>
    public async Task<Outcome<IReadOnlyList<Outcome<CodeAnswer>>>> RunManyAsync(Actor actor, IReadOnlyList<string?> typed, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.LookUpCodes) is { } refusal)
            return refusal;
        if (typed.Count > MostAtOnce)
            return CodesRefusals.TooManyAtOnce(typed.Count);
        await using var db = databases.Open(actor);
        var packages = new Dictionary<long, PackageSeen?>();
        var answers = new List<Outcome<CodeAnswer>>(typed.Count);
        try
        {
            foreach (var one in typed)
                answers.Add(await AnswerAsync(db, packages, one, ct));
        }
        finally
        {
            foreach (var writer in packages.Values.OfType<PackageSeen>().SelectMany(x => x.Writers.Values))
                writer.Dispose();
        }
        return answers;
    }

    private async Task<Outcome<CodeAnswer>> AnswerAsync(AppDb db, Dictionary<long, PackageSeen?> packages, string? typed, CancellationToken ct)
    {
        var code = TypedCode.Clean(typed);
        // Whose else it may be is nobody's business here.
        if (code is null || await codes.FindAsync(code, ct) is not { } found || !db.Actor.IsOf(found.OrgId))
        {
            if (await OfRunningNumberAsync(db, packages, typed, ct) is { } numbered)
                return numbered;
            if (await ownCodes.FindAsync(db.Actor, typed, ct) is not { } own)
                return code is null ? CodesRefusals.NotACode : CodesRefusals.CodeUnknown;
            (found, code) = own;
        }
        if (!packages.TryGetValue(found.PackageId, out var package))
            packages[found.PackageId] = package = await SeeAsync(db, found.PackageId, ct);
        return package is null ? CodesRefusals.CodeUnknown : await TellAsync(package, code, found, ct);
    }

    /// <summary>People read the number under a code where the code itself can't be scanned any more.</summary>
    private async Task<Outcome<CodeAnswer>?> OfRunningNumberAsync(AppDb db, Dictionary<long, PackageSeen?> packages, string? typed, CancellationToken ct)
    {
        if (!RunningNumber.TryRead(typed, out var number, out var level, out var serial))
            return null;
        if (await db.Set<CodePackage>().Where(x => x.Number == number && x.Numbered).Select(x => (long?)x.Id).SingleOrDefaultAsync(ct) is not { } id)
            return null;
        if (!packages.TryGetValue(id, out var seen))
            packages[id] = seen = await SeeAsync(db, id, ct);
        if (seen is null || !seen.Levels.TryGetValue(level, out var of) || serial >= of.Count)
            return null;
        return await TellAsync(seen, (await CodesAsync(seen, level, serial, 1, ct))[0], new(db.OrgId, id, level, serial), ct);
    }

    private async Task<PackageSeen?> SeeAsync(AppDb db, long id, CancellationToken ct)
    {
        if (await db.Set<CodePackage>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id && x.ReadyAt != null, ct) is not { } package)
            return null;
        var levels = await db.Set<PackageLevel>().AsNoTracking().Where(x => x.PackageId == id).ToDictionaryAsync(x => x.Level, ct);
        var merchant = await db.Set<Merchant>().AsNoTracking().SingleAsync(x => x.Id == package.MerchantId, ct);
        var told = new List<Func<CodeSpan, CodeUse?>>();
        foreach (var use in uses ?? [])
            told.Add(await use.OfPackageAsync(db, id, ct));
        return new(package, levels, merchant, await db.Set<Goods>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == package.GoodsId, ct), told);
    }

    private async Task<CodeAnswer> TellAsync(PackageSeen seen, string code, FoundCode found, CancellationToken ct)
    {
        var (package, levels, merchant, goods) = (seen.Package, seen.Levels, seen.Merchant, seen.Goods);
        var (packing, unit) = (package.Packing, new PackedUnit(found.Level, found.Serial));
        string? parent = null;
        IReadOnlyList<string> children = [];
        var inside = packing.ChildrenOf(unit);
        if (package.Linked)
        {
            if (packing.ParentOf(unit) is { } above)
                parent = (await CodesAsync(seen, above.Level, above.Serial, 1, ct))[0];
            if (!inside.IsEmpty)
                children = await CodesAsync(seen, found.Level - 1, inside.From, (int)Math.Min(MostChildren, inside.Count), ct);
        }
        return new(code, package.Address + code, package.Id, package.Number, merchant.Name, merchant.Code, goods?.Name, goods?.Spec, package.Kind, found.Level, LevelNames.Of(package.Kind, found.Level),
            found.Serial + 1, package.Numbered ? RunningNumber.Of(package.Number, found.Level, found.Serial, levels[found.Level].Count) : null,
            package.Linked, parent, package.Linked ? inside.Count : 0, children, package.GeneratedAt, [.. seen.Uses.Select(x => x(package.LeavesUnder(unit, levels[1].Count))).OfType<CodeUse>()]);
    }

    private async Task<IReadOnlyList<string>> CodesAsync(PackageSeen seen, int level, long first, int many, CancellationToken ct)
    {
        if (!seen.Writers.TryGetValue(level, out var writer))
            seen.Writers[level] = writer = await writers.OfAsync(seen.Package, seen.Levels[level], ct);
        var text = new char[many * writer.Length];
        writer.WriteMany(first, many, text);
        return [.. Enumerable.Range(0, many).Select(i => new string(text, i * writer.Length, writer.Length))];
    }

    /// <summary>Read once for all of its codes that are asked for together.</summary>
    private sealed record PackageSeen(CodePackage Package, IReadOnlyDictionary<int, PackageLevel> Levels, Merchant Merchant, Goods? Goods, IReadOnlyList<Func<CodeSpan, CodeUse?>> Uses)
    {
        public Dictionary<int, CodeWriter> Writers { get; } = [];
    }
}
