using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Packages;
using Yaosu.Orgs.Contracts;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.PrintOrders;

/// <param name="Outer">Codes of outer and middle packages.</param>
/// <param name="Inner">Codes of the smallest packages.</param>
/// <param name="InOrder">The number of the unfinished order that it is in.</param>
/// <param name="PrintedIn">The number of the last order with which it was sent.</param>
public sealed record PrintablePackage(long Id, string Number, string Merchant, PackageKind Kind, long Outer, long Inner, DateTime GeneratedAt, string? InOrder, string? PrintedIn);

/// <param name="OrgName">What the remark of the payment says.</param>
public sealed record PrintOffer(IReadOnlyList<PrintablePackage> Packages, PrintPrices Prices, PrintPayee Payee, string OrgName);

/// <summary>What an enterprise can have printed, and for how much.</summary>
public sealed class PrintablePackages(AppDbFactory databases, IOptions<PrintPayee> payee)
{
    public const int Most = 200;

    public async Task<Outcome<PrintOffer>> RunAsync(Actor actor, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.OrderPrints) is { } refusal)
            return refusal;
        if (!payee.Value.IsComplete)
            return CodesRefusals.NoPayee;
        await using var db = databases.Open(actor);
        var packages = await Ready(db).OrderByDescending(x => x.Id).Take(Most).Select(Row(db)).ToListAsync(ct);
        return new PrintOffer(packages, (await PrintPriceList.InForceAsync(db, ct)).Prices, payee.Value, await EnterpriseDesk.NameAsync(db, ct));
    }

    /// <summary>Those with running numbers that are ready.</summary>
    internal static IQueryable<CodePackage> Ready(AppDb db) => db.Set<CodePackage>().AsNoTracking().Where(x => x.Numbered && x.ReadyAt != null);

    internal static Expression<Func<CodePackage, PrintablePackage>> Row(AppDb db)
    {
        var org = db.OrgId;
        return x => new PrintablePackage(
            x.Id, x.Number, db.Set<Merchant>().Where(merchant => merchant.Id == x.MerchantId).Select(merchant => merchant.Name).Single(), x.Kind,
            db.Set<PackageLevel>().Where(level => level.PackageId == x.Id && level.Level > 1).Sum(level => level.Count),
            db.Set<PackageLevel>().Where(level => level.PackageId == x.Id && level.Level == 1).Sum(level => level.Count),
            x.GeneratedAt,
            db.Set<PrintOrder>().Where(order => db.Set<PrintOrderPackage>().Any(held => held.OrderId == order.Id && held.OrgId == org && held.HeldId == x.Id)).Select(order => order.Number).SingleOrDefault(),
            db.Set<PrintOrder>().Where(order => order.State == PrintOrderState.Shipped && db.Set<PrintOrderPackage>().Any(held => held.OrderId == order.Id && held.OrgId == org && held.PackageId == x.Id))
                .OrderByDescending(order => order.Id).Select(order => order.Number).FirstOrDefault());
    }
}
