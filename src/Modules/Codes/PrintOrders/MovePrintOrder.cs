using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.PrintOrders;

/// <summary>From one state to the next; the same for those who order and those who print.</summary>
internal static class MovePrintOrder
{
    /// <param name="db">Of the enterprise that ordered: its log keeps the step, its people hear of it.</param>
    /// <param name="version">Of what was looked at.</param>
    internal static async Task<Outcome> RunAsync(AppDb db, long id, int version, PrintOrderState to, AuditAction action, Action<PrintOrder> change, CancellationToken ct)
    {
        if (await db.Set<PrintOrder>().SingleOrDefaultAsync(x => x.Id == id && x.OrgId == db.OrgId, ct) is not { } order)
            return CodesRefusals.PrintOrderNotFound;
        if (order.Version != version || !Leads(order.State, to))
            return CodesRefusals.PrintOrderMoved;
        order.State = to;
        change(order);
        if (order.IsOver)
            foreach (var held in await db.Set<PrintOrderPackage>().Where(x => x.OrderId == id).ToListAsync(ct))
                held.HeldId = null;
        db.Record(action, order);
        if (order.OrderedById != 0 && order.OrderedById != db.Actor.UserId)
            db.Notify(order.OrderedById, $"印码订单{Labels.Of(to)}", TextOf(order), CodesUrls.PrintOrder(id));
        db.Touch(PrintOrderList.Topic);
        return await db.TrySaveAsync(CodesRefusals.PrintOrderMoved, ct: ct);
    }

    internal static bool Leads(PrintOrderState from, PrintOrderState to) => (from, to) switch
    {
        (PrintOrderState.Waiting or PrintOrderState.Unpaid, PrintOrderState.Paid or PrintOrderState.Cancelled) => true,
        (PrintOrderState.Waiting, PrintOrderState.Unpaid) => true,
        (PrintOrderState.Paid, PrintOrderState.Printing) => true,
        (PrintOrderState.Printing, PrintOrderState.Shipped) => true,
        _ => false,
    };

    private static string TextOf(PrintOrder order) => order.State switch
    {
        PrintOrderState.Unpaid => $"订单 {order.Number} 的付款没有核实：{order.Reason}",
        PrintOrderState.Paid => $"订单 {order.Number} 的付款已核实，等待印码。",
        PrintOrderState.Printing => $"订单 {order.Number} 已开始印码。",
        PrintOrderState.Shipped => $"订单 {order.Number} 已由{order.Carrier}寄出，邮寄单号 {order.Tracking}。",
        _ => $"订单 {order.Number}：{Labels.Of(order.State)}。",
    };
}

/// <summary>Takes an order back, until its payment is verified.</summary>
public sealed class CancelPrintOrder(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, int version, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.OrderPrints) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await MovePrintOrder.RunAsync(db, id, version, PrintOrderState.Cancelled, CodesActions.PrintCancelled, _ => { }, ct);
    }
}
