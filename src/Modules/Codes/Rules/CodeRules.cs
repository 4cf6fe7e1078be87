using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Rules;

/// <summary>A rule that codes can be made with.</summary>
public sealed record RuleInForce(long Id, string Name, long MerchantId, CodeLayout Layout);

/// <summary>For whoever makes codes; the caller has asked for the right to do so.</summary>
public static class CodeRules
{
    /// <returns>By name; rules that this version can't read are left out.</returns>
    public static async Task<IReadOnlyList<RuleInForce>> InForceAsync(AppDb db, long merchantId, CancellationToken ct = default)
    {
        var rules = await db.Set<CodeRule>().AsNoTracking().Where(x => x.MerchantId == merchantId && x.State == CodeRuleState.InForce).OrderBy(x => x.Name).ThenBy(x => x.Id).ToListAsync(ct);
        return [.. rules.Select(Of).Where(x => x.IsDone).Select(x => x.Value)];
    }

    /// <returns>The rule, or why no codes can be made with it.</returns>
    public static async Task<Outcome<RuleInForce>> FindInForceAsync(AppDb db, long id, CancellationToken ct = default)
    {
        if (await db.Set<CodeRule>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } rule)
            return CodesRefusals.RuleNotFound;
        return rule.State == CodeRuleState.InForce ? Of(rule) : CodesRefusals.RuleDisabled(rule.Name);
    }

    private static Outcome<RuleInForce> Of(CodeRule rule)
    {
        var read = rule.Layout.Read();
        return read.TryGet(out var layout) ? new RuleInForce(rule.Id, rule.Name, rule.MerchantId, layout) : read.Refusal!;
    }
}
