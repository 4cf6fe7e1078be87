using Yaosu.Codes.Contracts;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Packages;

/// <summary>Goods of a merchant that codes may be made for.</summary>
public sealed class FindGoods(AppDbFactory databases)
{
    public const int Most = CodedGoods.Most;

    /// <param name="text">Part of a name or of a number; blank for the first by name.</param>
    public async Task<Outcome<IReadOnlyList<PickChoice>>> RunAsync(Actor actor, long merchantId, string? text, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.MakePackages) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return (await CodedGoods.FindAsync(db, merchantId, text, ct)).ToList();
    }
}
