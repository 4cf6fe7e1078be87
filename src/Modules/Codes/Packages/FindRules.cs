using Yaosu.Codes.Rules;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Packages;

/// <summary>The rules that codes of a merchant may be made with.</summary>
public sealed class FindRules(AppDbFactory databases)
{
    public async Task<Outcome<IReadOnlyList<RuleInForce>>> RunAsync(Actor actor, long merchantId, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.MakePackages) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return (await CodeRules.InForceAsync(db, merchantId, ct)).ToList();
    }
}
