using Microsoft.Extensions.Options;
using Yaosu.Codes.PrintOrders;
using Yaosu.Orgs.Contracts;
using Yaosu.Platform.Data;

namespace Yaosu.Demo.Scenes;

/// <summary>What the drug maker has printed: one order on its way, one whose payment nobody has looked for yet.</summary>
internal static class PrintOrdersOfTheMaker
{
    internal static async Task SeedAsync(AppDbFactory databases, EnterpriseDesk operators, PrintDesk desk, Actor maker, Actor wang, CancellationToken ct)
    {
        var options = Options.Create(Payee);
        var place = new PlacePrintOrder(databases, options, operators);
        var offer = Value(await new PrintablePackages(databases, options).RunAsync(maker, ct));
        foreach (var (package, i) in offer.Packages.OrderBy(x => x.Id).Take(2).Select((x, i) => (x, i)))
        {
            var amount = PrintQuote.Of(offer.Prices, package.Outer, package.Inner).Amount;
            var order = Value(await place.RunAsync(maker, new(i == 0 ? PrintProcess.ScratchOff : PrintProcess.Plain, [package.Id], "演示·周仓管", "13800000031", "示例市示例路 8 号云杉示例制药仓库", amount), ct));
            if (i > 0)
                continue;
            Done(await desk.VerifyAsync(wang, order.Id, order.Version, ct));
            Done(await desk.StartAsync(wang, order.Id, order.Version + 1, ct));
            Done(await desk.ShipAsync(wang, order.Id, order.Version + 2, "示例快递", "YS0000000001", ct));
        }
    }

    /// <summary>Nobody can pay to it.</summary>
    private static PrintPayee Payee => new() { Company = "演示平台公司", TaxNumber = "91000000DEM000030", Address = "示例市示例路 1 号", Account = "0000 0000 0000 0000", Bank = "示例银行示例支行", Phone = "010-00000000" };

    private static T Value<T>(Outcome<T> outcome) => outcome.IsDone ? outcome.Value : throw new InvalidOperationException(outcome.Refusal!.Text);

    private static void Done(Outcome outcome)
    {
        if (!outcome.IsDone)
            throw new InvalidOperationException(outcome.Refusal!.Text);
    }
}
