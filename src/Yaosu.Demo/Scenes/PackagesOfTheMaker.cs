using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Demo.Scenes;

/// <summary>Codes that the drug maker has had made: some for boxes in cartons, some for an event.</summary>
internal static class PackagesOfTheMaker
{
    // A demo of a deployment that nobody has given an address yet.
    private static readonly Uri Nowhere = new("http://localhost:5080");

    internal static async Task SeedAsync(AppDbFactory then, IDataProtectionProvider protection, IOptions<CodesOptions> options, Actor actor, CancellationToken ct)
    {
        var spaces = new NumberSpaces(then, protection);
        var writers = new PackageWriters(then, spaces);
        var make = new MakePackage(then, spaces, writers, new Coincidences(then, spaces, writers));
        var request = new RequestPackage(then, Options.Create(new CodesOptions { ScanUrl = options.Value.ScanUrl ?? Nowhere }));
        var merchants = (await new MerchantList(then).RunAsync(actor, new(), new PageRequest { Sort = "id", Descending = false }, ct)).Value.Rows;
        var (shop, health) = (merchants[0].Id, merchants[1].Id);
        var goods = (await new Yaosu.Codes.Products.GoodsList(then).RunAsync(actor, new(Merchant: merchants[0].Code), new PageRequest { Sort = "id", Descending = false }, ct)).Value.Rows;
        foreach (var wanted in new PackageFacts[]
        {
            new(shop, goods[0].Id, [10, 40], Linked: true, Numbered: true, 60, new CodesWanted.Quick(CodeAlphabet.Digits, 20)),
            new(shop, goods[^1].Id, [200], Linked: false, Numbered: true, 150, new CodesWanted.Quick(CodeAlphabet.Digits, 20)),
            new(health, null, [], Linked: false, Numbered: false, 5_000, new CodesWanted.Quick(CodeAlphabet.Mixed, 16)),
        })
        {
            var asked = await request.RunAsync(actor, wanted, ct);
            var made = asked.IsDone ? await make.RunAsync(actor, asked.Value, (_, _) => { }, ct) : asked.Refusal!;
            if (!made.IsDone)
                throw new InvalidOperationException(made.Refusal!.Text);
        }
    }
}
