using Yaosu.Codes.Rules;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Packages;

/// <param name="ByLevel">The smallest package's first.</param>
/// <param name="Text">码类型/规则 in words.</param>
internal sealed record PackageLayouts(IReadOnlyList<(CodeLayout Layout, long? RuleId)> ByLevel, string Text);

/// <summary>What may be asked for.</summary>
internal static class PackageRules
{
    /// <summary>How many codes of each level that makes.</summary>
    public static Outcome<PackCounts> Count(PackageFacts wanted, long most)
    {
        var packing = PackLevels.Create(wanted.Inside);
        if (!packing.TryGet(out var levels))
            return Outcome<PackCounts>.Refused(packing.Refusals.ToList());
        var counted = levels.CountsFor(wanted.Outermost);
        return counted.TryGet(out var counts) && counts.Total > most ? CodesRefusals.TooManyCodes(counts.Total, most) : counted;
    }

    public static Task<Outcome<PackageLayouts>> LayoutsAsync(AppDb db, PackageFacts wanted, PackCounts counts, CancellationToken ct) => wanted.Codes switch
    {
        CodesWanted.Quick quick => Task.FromResult(QuickLayouts(quick, counts)),
        CodesWanted.Custom custom => CustomLayoutsAsync(db, wanted.MerchantId, custom, counts, ct),
        _ => throw new NotSupportedException(wanted.Codes.GetType().Name),
    };

    private static async Task<Outcome<PackageLayouts>> CustomLayoutsAsync(AppDb db, long merchantId, CodesWanted.Custom custom, PackCounts counts, CancellationToken ct)
    {
        var (layouts, names, refusals) = (new List<(CodeLayout, long?)>(), new List<string>(), new List<Refusal>());
        for (var i = 0; i < counts.ByLevel.Count; i++)
        {
            var found = i < custom.Rules.Count && custom.Rules[i] != 0 ? await CodeRules.FindInForceAsync(db, custom.Rules[i], ct) : CodesRefusals.PackageRuleNeeded;
            if (found.TryGet(out var other) && other.MerchantId != merchantId)
                found = CodesRefusals.PackageRuleNeeded;
            if (!found.TryGet(out var rule))
                refusals.Add(found.Refusal!.At(RuleField(i)));
            else if (rule.Layout.Allows(counts.ByLevel[i], 0, rule.Layout.Counter?.From ?? 0).Refusal is { } tooMany)
                refusals.Add(tooMany.At(RuleField(i)));
            else
            {
                layouts.Add((rule.Layout, rule.Id));
                names.Add(rule.Name);
            }
        }
        return refusals.Count > 0 ? Outcome<PackageLayouts>.Refused(refusals) : new PackageLayouts(layouts, string.Join("、", names.Distinct()));
    }

    private static string RuleField(int level) => FormattableString.Invariant($"Rules[{level}]");

    private static Outcome<PackageLayouts> QuickLayouts(CodesWanted.Quick quick, PackCounts counts)
    {
        var made = CodeLayout.Quick(quick.Alphabet, quick.Length);
        return made.TryGet(out var layout)
            ? new PackageLayouts([.. counts.ByLevel.Select(_ => (layout, (long?)null))], FormattableString.Invariant($"{quick.Alphabet.Text} {quick.Length} 位"))
            : Outcome<PackageLayouts>.Refused([.. made.Refusals.Select(x => x.At("Length"))]);
    }
}
