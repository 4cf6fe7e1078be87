using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.PrintOrders;

/// <summary>The operators' desk: the print orders of all enterprises, and what is done about them.</summary>
public sealed class PrintDesk(AppDbFactory databases, ObjectHistory history)
{
    public sealed record Shown(PrintOrderShown About, IReadOnlyList<TimelineEntry> History);

    /// <param name="text">Part of an order's or of a tracking number, or of an enterprise's name.</param>
    public async Task<Outcome<Page<PrintOrderRow>>> ListAsync(Actor actor, string? text, PrintOrderState? state, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewPrintDesk) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await PrintOrderList.RowsAsync(db.Set<PrintOrder>(), text, true, state, page, ct);
    }

    public async Task<Outcome<Shown>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewPrintDesk) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var found = await PrintOrderList.ShownAsync(db, db.Set<PrintOrder>().Where(x => x.Id == id), ct);
        return found.TryGet(out var shown) ? new Shown(shown, await history.RunAsync(For(actor, shown.Order.OrgId), nameof(PrintOrder), id, ct)) : found.Refusal!;
    }

    public Task<Outcome> VerifyAsync(Actor actor, long id, int version, CancellationToken ct = default) =>
        MoveAsync(actor, id, version, PrintOrderState.Paid, CodesActions.PrintPaid, order => order.Reason = null, ct);

    /// <summary>The money can't be found; the enterprise reads why.</summary>
    public async Task<Outcome> RejectAsync(Actor actor, long id, int version, string reason, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.HandlePrintOrders) is { } refusal)
            return refusal;
        var why = Clean(reason);
        if (why.Length is 0 or > PrintOrder.ReasonLength)
            return CodesRefusals.PrintReasonWrong;
        return await MoveAsync(actor, id, version, PrintOrderState.Unpaid, CodesActions.PrintUnpaid, order => order.Reason = why, ct);
    }

    public Task<Outcome> StartAsync(Actor actor, long id, int version, CancellationToken ct = default) =>
        MoveAsync(actor, id, version, PrintOrderState.Printing, CodesActions.PrintStarted, _ => { }, ct);

    public async Task<Outcome> ShipAsync(Actor actor, long id, int version, string carrier, string tracking, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.HandlePrintOrders) is { } refusal)
            return refusal;
        var (by, number) = (Clean(carrier), Clean(tracking));
        if (by.Length is 0 or > PrintOrder.CarrierLength)
            return CodesRefusals.CarrierWrong;
        if (number.Length is 0 or > PrintOrder.TrackingLength || !number.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return CodesRefusals.TrackingWrong;
        return await MoveAsync(actor, id, version, PrintOrderState.Shipped, CodesActions.PrintShipped, order => (order.Carrier, order.Tracking) = (by, number), ct);
    }

    private async Task<Outcome> MoveAsync(Actor actor, long id, int version, PrintOrderState to, AuditAction action, Action<PrintOrder> change, CancellationToken ct)
    {
        if (actor.Lacks(CodesPermissions.HandlePrintOrders) is { } refusal)
            return refusal;
        await using var platform = databases.Open(actor);
        if (await platform.Set<PrintOrder>().Where(x => x.Id == id).Select(x => new { x.OrgId }).SingleOrDefaultAsync(ct) is not { } found)
            return CodesRefusals.PrintOrderNotFound;
        await using var db = databases.Open(For(actor, found.OrgId));
        return await MovePrintOrder.RunAsync(db, id, version, to, action, change, ct);
    }

    /// <summary>An operator whose right was checked acts on an enterprise: its own log keeps that, under his name.</summary>
    internal static Actor For(Actor actor, long orgId) => Actor.System(orgId, "平台运营·" + actor.Name) with { Address = actor.Address };

    private static string Clean(string text) => StoredText.Clean(text).Trim();
}
