using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Products;
using Yaosu.Platform.Api;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.OwnCodes;

/// <summary>上传自有码 for programs: larger files, the same rules.</summary>
public sealed class OwnCodesApi(AppDbFactory databases, UploadOwnCodes upload)
{
    private static readonly IReadOnlyList<ApiParameter> Asks =
    [
        new("merchant", "商户标识码；码来源须为企业自有。", Required: true),
        new("goods", "关联商品的商品编号；不关联时不带。", Required: false),
    ];

    /// <param name="Number">记录编号 of the package.</param>
    public sealed record PackageAnswer(string Number, long Codes);

    internal static void Map(RouteGroupBuilder api) => api
        .MapUpload<OwnCodesApi, PackageAnswer>("/own-code-packages", OwnCodeFile.Sent, "text/csv", Asks, (own, actor, query, file, ct) => own.UploadAsync(actor, query["merchant"], query["goods"], file, ct))
        .WithSummary("上传自有码")
        .WithDescription("请求正文是 CSV 文件（UTF-8 或 GB18030，100 MB 以内）：第一列每行一个完整网址，以商户登记的网址前缀开头，可有一行表头。只要有一行不能使用，就什么都不保存，errors 列出前 100 行。");

    internal async Task<Outcome<PackageAnswer>> UploadAsync(Actor actor, string? merchantCode, string? goodsNumber, long fileId, CancellationToken ct)
    {
        if (actor.Lacks(CodesPermissions.MakePackages) is { } refusal)
            return refusal;
        var (code, number) = (merchantCode?.Trim().ToUpperInvariant() ?? "", goodsNumber?.Trim().ToUpperInvariant() ?? "");
        await using var db = databases.Open(actor);
        var merchant = await db.Set<Merchant>().Where(x => x.Code == code).Select(x => x.Id).SingleOrDefaultAsync(ct);
        var goods = number.Length == 0 ? null : (long?)await db.Set<Goods>().Where(x => x.Number == number).Select(x => x.Id).SingleOrDefaultAsync(ct);
        var told = await upload.RunAsync(actor, new(merchant, goods, fileId), ct);
        if (!told.TryGet(out var uploaded))
            return told.Refusal!;
        return uploaded.WrongTotal == 0
            ? new PackageAnswer(uploaded.Number, uploaded.Codes)
            : Outcome<PackageAnswer>.Refused([CodesRefusals.OwnLinesWrong(uploaded.WrongTotal), .. uploaded.Wrong.Select(x => CodesRefusals.OwnLineWrong(x.Place, x.Content, x.Why))]);
    }
}
