using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yaosu.Codes.Query;
using Yaosu.Platform.Api;

namespace Yaosu.Codes;

/// <summary>What this module offers to programs.</summary>
public sealed class CodesApi(LookUpCode codes)
{
    /// <param name="Level">1 for the smallest package.</param>
    /// <param name="Serial">Which of its level it is, from 1.</param>
    /// <param name="Linked">Whether it is known which package lies in which.</param>
    /// <param name="Children">How many lie directly in it.</param>
    /// <param name="FirstChildren">The first of them.</param>
    public sealed record ApiCode(string Code, string Address, string Package, string MerchantCode, string Merchant, string? Goods, string? Spec, int Level, string LevelName, long Serial, string? RunningNumber, bool Linked,
        string? Parent, long Children, IReadOnlyList<string> FirstChildren, DateTime GeneratedAt);

    internal static void Map(RouteGroupBuilder api) => api.MapOne<CodesApi, ApiCode>("/codes/{code}", (codes, actor, code, ct) => codes.FindAsync(actor, code, ct)).WithSummary("码查询");

    internal async Task<Outcome<ApiCode>> FindAsync(Actor actor, string code, CancellationToken ct)
    {
        var found = await codes.RunAsync(actor, code, ct);
        return found.TryGet(out var x)
            ? new ApiCode(x.Code, x.Address, x.Package, x.MerchantCode, x.Merchant, x.Goods, x.Spec, x.Level, x.LevelName, x.Serial, x.RunningNumber, x.Linked, x.Parent, x.Children, x.FirstChildren, x.GeneratedAt)
            : found.Refusal!;
    }
}
