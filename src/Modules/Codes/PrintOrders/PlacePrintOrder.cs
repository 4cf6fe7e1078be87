using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Orgs.Contracts;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.PrintOrders;

/// <param name="Amount">What was shown; nobody orders at another price than he saw.</param>
public sealed record PrintOrderWanted(PrintProcess Process, IReadOnlyCollection<long> Packages, string Receiver, string Phone, string Address, long Amount);

/// <summary>Orders that packages be printed.</summary>
public sealed partial class PlacePrintOrder(AppDbFactory databases, IOptions<PrintPayee> payee, EnterpriseDesk operators)
{
    private const int Tries = 20;

    public async Task<Outcome<PrintOrder>> RunAsync(Actor actor, PrintOrderWanted wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.OrderPrints) is { } refusal)
            return refusal;
        if (!payee.Value.IsComplete)
            return CodesRefusals.NoPayee;
        if (!Enum.IsDefined(wanted.Process))
            return CodesRefusals.PrintProcessNeeded;
        if (wanted.Packages.Count is 0 or > PrintablePackages.Most)
            return CodesRefusals.PrintPackagesNeeded;
        var refusals = Check(wanted.Receiver, wanted.Phone, wanted.Address);
        if (refusals.Count > 0)
            return Outcome<PrintOrder>.Refused(refusals);
        var cleaned = wanted with { Receiver = Clean(wanted.Receiver), Phone = PhoneOf(wanted.Phone)!, Address = Clean(wanted.Address) };

        for (var i = 0; i < Tries; i++)
        {
            await using var db = databases.Open(actor);
            var outcome = await TryAsync(db, cleaned, ct);
            if (outcome.TryGet(out var order))
            {
                await operators.TellAsync("印码订单", $"{order.OrgName}提交了印码订单 {order.Number}，请核实付款。", CodesUrls.PrintDeskOrder(order.Id), ct);
                return order;
            }
            // Somebody took the number; or a package, which the next round says.
            if (outcome.Refusal != CodesRefusals.PrintNumberTaken)
                return outcome;
        }
        return CodesRefusals.PrintNumberTaken;
    }

    private static async Task<Outcome<PrintOrder>> TryAsync(AppDb db, PrintOrderWanted wanted, CancellationToken ct)
    {
        var ids = wanted.Packages.ToHashSet();
        var packages = await PrintablePackages.Ready(db).Where(x => ids.Contains(x.Id)).Select(PrintablePackages.Row(db)).ToListAsync(ct);
        if (packages.Count != ids.Count)
            return CodesRefusals.PackageNotPrintable;
        if (packages.Find(x => x.InOrder is not null) is { InOrder: { } other } taken)
            return CodesRefusals.PackageInOrder(taken.Number, other);
        var quote = PrintQuote.Of((await PrintPriceList.InForceAsync(db, ct)).Prices, packages.Sum(x => x.Outer), packages.Sum(x => x.Inner));
        if (quote.Amount != wanted.Amount)
            return CodesRefusals.PrintPriceChanged;

        var day = ChinaTime.Today(db.Time);
        var sequence = 1 + (await db.Set<PrintOrder>().Where(x => x.Day == day).MaxAsync(x => (int?)x.Sequence, ct) ?? 0);
        var order = new PrintOrder
        {
            OrgId = db.OrgId,
            OrgName = await EnterpriseDesk.NameAsync(db, ct),
            Number = string.Create(CultureInfo.InvariantCulture, $"CP-{day:yyyyMMdd}-{sequence:0000}"),
            Day = day,
            Sequence = sequence,
            Process = wanted.Process,
            Outer = quote.Outer.Count,
            Inner = quote.Inner.Count,
            OuterFen = quote.Outer.Fen!.Value,
            InnerFen = quote.Inner.Fen,
            OuterAmount = quote.Outer.Amount,
            InnerAmount = quote.Inner.Amount,
            Amount = quote.Amount,
            Receiver = wanted.Receiver,
            Phone = wanted.Phone,
            Address = wanted.Address,
            OrderedById = db.Actor.UserId,
            OrderedBy = db.Actor.Name,
            OrderedAt = db.Time.UtcNow(),
        };
        db.Add(order);
        foreach (var package in packages)
            db.Add(new PrintOrderPackage { OrgId = db.OrgId, OrderId = order.Id, PackageId = package.Id, Number = package.Number, Kind = package.Kind, Outer = package.Outer, Inner = package.Inner, HeldId = package.Id });
        // What was ordered stands in the order and never changes; name and address have no business in the log.
        db.Record(CodesActions.PrintOrdered, new AuditObject(nameof(PrintOrder), order.Id, order.Number), FormattableString.Invariant($"{quote.Outer.Count + quote.Inner.Count:N0} 个码，{quote.Amount / 100m:N2} 元"));
        db.Touch(PrintOrderList.Topic);
        var saved = await db.TrySaveAsync(duplicate: CodesRefusals.PrintNumberTaken, ct: ct);
        return saved.IsDone ? order : saved.Refusal!;
    }

    /// <summary>Where it is sent to.</summary>
    internal static IReadOnlyList<Refusal> Check(string receiver, string phone, string address)
    {
        var refusals = new List<Refusal>();
        Check(refusals, Clean(receiver), "姓名", PrintOrder.NameLength, nameof(PrintReceiver.Receiver));
        if (PhoneOf(phone) is null)
            refusals.Add(CodesRefusals.ReceiverPhoneWrong);
        Check(refusals, Clean(address), "地址", PrintOrder.AddressLength, nameof(PrintReceiver.Address));
        return refusals;
    }

    private static string? PhoneOf(string typed)
    {
        if (MobileNumber.Parse(typed).TryGet(out var mobile))
            return mobile.Digits;
        var landline = Clean(typed);
        return Landline().IsMatch(landline) ? landline : null;
    }

    private static void Check(List<Refusal> refusals, string text, string what, int most, string field)
    {
        if (text.Length == 0)
            refusals.Add(CodesRefusals.Missing(what, field));
        else if (text.Length > most)
            refusals.Add(CodesRefusals.TooLong(what, most, field));
    }

    private static string Clean(string text) => StoredText.Clean(text).Trim();

    [GeneratedRegex(@"^0[0-9]{2,3}-?[0-9]{7,8}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Landline();
}
