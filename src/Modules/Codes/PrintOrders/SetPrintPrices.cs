using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.PrintOrders;

/// <param name="Flat">In 分, as <paramref name="Outer"/>.</param>
/// <param name="Tiers">Each: the first number of codes, a blank, 元 for each.</param>
public sealed record PrintPricesWanted(DateOnly From, long Outer, long Flat, IReadOnlyList<string> Tiers);

/// <summary>An operator says what printing costs from a day on.</summary>
public sealed class SetPrintPrices(AppDbFactory databases)
{
    private const long HighestFen = 100_000_000;
    private const long HighestFrom = 1_000_000_000;

    /// <param name="Lists">The latest first.</param>
    /// <param name="InForce">The day on which the list in force began.</param>
    public sealed record Shown(IReadOnlyList<PrintPriceList> Lists, DateOnly InForce, DateOnly Today);

    public async Task<Outcome<Shown>> ListAsync(Actor actor, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewPrintPrices) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var lists = await db.Set<PrintPriceList>().AsNoTracking().OrderByDescending(x => x.From).ToListAsync(ct);
        return new Shown(lists, (await PrintPriceList.InForceAsync(db, ct)).From, ChinaTime.Today(db.Time));
    }

    public async Task<Outcome> RunAsync(Actor actor, PrintPricesWanted wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.SetPrintPrices) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var refusals = new List<Refusal>();
        // Not today: somebody may be looking at today's prices.
        if (wanted.From <= ChinaTime.Today(db.Time))
            refusals.Add(CodesRefusals.PricesTooEarly);
        if (wanted.Outer is <= 0 or > HighestFen)
            refusals.Add(CodesRefusals.PriceWrong("外包装码单价", nameof(PrintPricesForm.Outer)));
        if (wanted.Flat is <= 0 or > HighestFen)
            refusals.Add(CodesRefusals.PriceWrong("内包装码起印价", nameof(PrintPricesForm.Flat)));
        var tiers = Read(wanted.Tiers, refusals);
        if (refusals.Count > 0)
            return Outcome.Refused(refusals);
        var list = new PrintPriceList
        {
            From = wanted.From,
            Outer = wanted.Outer,
            Flat = wanted.Flat,
            Tiers = [.. tiers.Select(PrintPriceList.Write)],
            SetBy = actor.Name,
            SetAt = db.Time.UtcNow(),
        };
        db.Add(list);
        db.Record(CodesActions.PrintPricesSet, list);
        return await db.TrySaveAsync(duplicate: CodesRefusals.PricesTaken, ct: ct);
    }

    /// <summary>Before their day nobody has ordered by them, so they may go again.</summary>
    public async Task<Outcome> WithdrawAsync(Actor actor, DateOnly from, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.SetPrintPrices) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<PrintPriceList>().SingleOrDefaultAsync(x => x.From == from, ct) is not { } list)
            return CodesRefusals.PricesGone;
        if (list.From <= ChinaTime.Today(db.Time))
            return CodesRefusals.PricesInForce;
        db.Remove(list);
        db.Record(CodesActions.PrintPricesWithdrawn, list);
        return await db.TrySaveAsync(changedMeanwhile: CodesRefusals.PricesGone, ct: ct);
    }

    /// <returns>From how many codes on each costs more than before; null where none does, and where the lines can't be read.</returns>
    internal static long? RisesAt(IReadOnlyList<string> lines)
    {
        var tiers = Read(lines, []);
        return tiers.Zip(tiers.Skip(1)).Where(pair => pair.Second.Fen > pair.First.Fen).Select(pair => (long?)pair.Second.From).FirstOrDefault();
    }

    private static List<PrintTier> Read(IReadOnlyList<string> lines, List<Refusal> refusals)
    {
        var tiers = new List<PrintTier>();
        foreach (var line in lines.Select(StoredText.Clean).Where(line => !string.IsNullOrWhiteSpace(line)).Take(PrintPriceList.MostTiers + 1))
        {
            var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts is [var from, var yuan] && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && first is > 1 and <= HighestFrom
                && decimal.TryParse(yuan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price is > 0 and <= HighestFen / 100m && price * 100 == decimal.Truncate(price * 100))
                tiers.Add(new(first, (long)(price * 100)));
            else
                refusals.Add(CodesRefusals.TierWrong(StoredText.Cut(line.Trim(), 40)));
        }
        if (refusals.Count == 0 && (tiers.Count is 0 or > PrintPriceList.MostTiers || tiers.Zip(tiers.Skip(1)).Any(pair => pair.First.From >= pair.Second.From)))
            refusals.Add(CodesRefusals.TiersWrong);
        return tiers;
    }
}
