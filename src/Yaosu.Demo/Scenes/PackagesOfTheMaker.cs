using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.OwnCodes;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Paging;

namespace Yaosu.Demo.Scenes;

/// <summary>Codes that the drug maker has had made: some for boxes in cartons, some for an event, and some that it brought.</summary>
internal static class PackagesOfTheMaker
{
    // A demo of a deployment that nobody has given an address yet.
    private static readonly Uri Nowhere = new("http://localhost:5080");

    internal static async Task SeedAsync(AppDbFactory then, IDataProtectionProvider protection, IOptions<CodesOptions> options, FileStore files, Actor actor, CancellationToken ct)
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
        await UploadAsync(then, options, files, actor, (await new MerchantList(then).FindAsync(actor, merchants[2].Id, ct)).Value.Merchant, ct);
    }

    /// <summary>Codes that stood on the boxes before the enterprise came here.</summary>
    private static async Task UploadAsync(AppDbFactory then, IOptions<CodesOptions> options, FileStore files, Actor actor, Merchant own, CancellationToken ct)
    {
        var text = string.Join("\r\n", Enumerable.Range(1, 1200).Select(x => FormattableString.Invariant($"{own.UrlPrefixes[0]}YS25{x * 7919 % 1_000_000:000000}")));
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var file = await files.ReceiveAsync(actor, OwnCodeFile.Purpose, "2025 年包材码.csv", bytes, bytes.Length, ct);
        var goods = (await new Yaosu.Codes.Products.GoodsList(then).RunAsync(actor, new(Merchant: own.Code), new PageRequest(), ct)).Value.Rows;
        using var upload = new UploadOwnCodes(then, files, options);
        if (await upload.RunAsync(actor, new(own.Id, goods[0].Id, file.Value), ct) is var told && !(told.TryGet(out var uploaded) && uploaded.WrongTotal == 0))
            throw new InvalidOperationException(told.Refusal?.Text ?? "The demo's own codes are wrong.");
    }
}
