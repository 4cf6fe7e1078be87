using Yaosu.Platform.Data;

namespace Yaosu.Codes.Merchants;

internal static class MerchantRules
{
    /// <returns>The facts in the form in which they are kept, or everything that is wrong with them.</returns>
    internal static Outcome<MerchantFacts> Check(MerchantFacts wanted)
    {
        var refusals = new List<Refusal>();
        var (name, note) = (StoredText.Clean(wanted.Name).Trim(), StoredText.Clean(wanted.Note ?? "").Trim());
        if (name.Length == 0)
            refusals.Add(CodesRefusals.Missing("商户名称", nameof(MerchantForm.Name)));
        if (name.Length > Merchant.NameLength)
            refusals.Add(CodesRefusals.TooLong("商户名称", Merchant.NameLength, nameof(MerchantForm.Name)));
        if (note.Length > Merchant.NoteLength)
            refusals.Add(CodesRefusals.TooLong("备注", Merchant.NoteLength, nameof(MerchantForm.Note)));
        var prefixes = new List<string>();
        if (!Enum.IsDefined(wanted.Source))
            refusals.Add(CodesRefusals.SourceUnknown);
        else
            refusals.AddRange(Prefixes(wanted, prefixes));
        return refusals.Count == 0 ? new MerchantFacts(name, wanted.Source, prefixes, note.Length == 0 ? null : note) : Outcome<MerchantFacts>.Refused(refusals);
    }

    private static IEnumerable<Refusal> Prefixes(MerchantFacts wanted, List<string> kept)
    {
        var typed = wanted.UrlPrefixes.Where(x => !string.IsNullOrWhiteSpace(x)).ToList();
        if (wanted.Source == CodeSource.Platform)
        {
            if (typed.Count > 0)
                yield return CodesRefusals.PrefixesNotNeeded;
            yield break;
        }
        if (typed.Count is 0 or > Merchant.MostPrefixes)
        {
            yield return typed.Count == 0 ? CodesRefusals.PrefixesNeeded : CodesRefusals.PrefixesTooMany;
            yield break;
        }
        foreach (var line in typed)
        {
            var parsed = UrlPrefix.Parse(line);
            if (!parsed.TryGet(out var prefix))
                yield return parsed.Refusal!;
            else if (kept.Contains(prefix, StringComparer.Ordinal))
                yield return CodesRefusals.PrefixTwice(prefix);
            else if (kept.Find(x => UrlPrefix.Overlap(x, prefix)) is { } other)
                yield return CodesRefusals.PrefixesOverlap(prefix, other);
            else
                kept.Add(prefix);
        }
    }
}
