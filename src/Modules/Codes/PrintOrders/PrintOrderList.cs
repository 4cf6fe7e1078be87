using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Codes.PrintOrders;

public sealed record PrintOrderRow(long Id, string Number, string Org, PrintProcess Process, long Total, long Amount, string? Tracking, PrintOrderState State, DateTime OrderedAt, string OrderedBy);

public sealed record PrintOrderShown(PrintOrder Order, IReadOnlyList<PrintOrderPackage> Packages);

/// <summary>The print orders of one's own enterprise.</summary>
public sealed class PrintOrderList(AppDbFactory databases)
{
    public const string Topic = "print-orders";

    public static readonly SortMap<PrintOrder> Sorts = new SortMap<PrintOrder>(x => x.Id, "ordered", defaultDescending: true)
        .By("ordered", x => x.Id)
        .By("amount", x => x.Amount);

    /// <param name="text">Part of an order's or of a tracking number.</param>
    public async Task<Outcome<Page<PrintOrderRow>>> RunAsync(Actor actor, string? text, PrintOrderState? state, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewPrintOrders) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await RowsAsync(db.Set<PrintOrder>().Where(x => x.OrgId == actor.OrgId), text, false, state, page, ct);
    }

    public async Task<Outcome<PrintOrderShown>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewPrintOrders) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await ShownAsync(db, db.Set<PrintOrder>().Where(x => x.Id == id && x.OrgId == actor.OrgId), ct);
    }

    /// <param name="orders">Of those that may be seen.</param>
    /// <param name="names">Whether the text may also be part of an enterprise's name.</param>
    internal static async Task<Page<PrintOrderRow>> RowsAsync(IQueryable<PrintOrder> orders, string? text, bool names, PrintOrderState? state, PageRequest page, CancellationToken ct)
    {
        orders = orders.AsNoTracking();
        if (text is { Length: > 0 })
            orders = orders.Where(x => x.Number.Contains(text) || x.Tracking!.Contains(text) || (names && x.OrgName.Contains(text)));
        if (state is { } wanted)
            orders = orders.Where(x => x.State == wanted);
        return await orders.ToPageAsync(Sorts, page, x => new PrintOrderRow(x.Id, x.Number, x.OrgName, x.Process, x.Outer + x.Inner, x.Amount, x.Tracking, x.State, x.OrderedAt, x.OrderedBy), ct);
    }

    internal static async Task<Outcome<PrintOrderShown>> ShownAsync(AppDb db, IQueryable<PrintOrder> found, CancellationToken ct)
    {
        if (await found.AsNoTracking().SingleOrDefaultAsync(ct) is not { } order)
            return CodesRefusals.PrintOrderNotFound;
        return new PrintOrderShown(order, await db.Set<PrintOrderPackage>().AsNoTracking().Where(x => x.OrderId == order.Id).OrderBy(x => x.Id).ToListAsync(ct));
    }
}
