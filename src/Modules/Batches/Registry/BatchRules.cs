using Yaosu.Platform.Data;

namespace Yaosu.Batches.Registry;

internal static class BatchRules
{
    /// <returns>The facts in the form in which they are kept, or everything that is wrong with them.</returns>
    internal static Outcome<BatchFacts> Check(BatchFacts wanted)
    {
        var facts = wanted with
        {
            BatchNumber = StoredText.Clean(wanted.BatchNumber).Trim(),
            Note = Clean(wanted.Note),
            Details = [.. wanted.Details.Select(x => x with { Title = StoredText.Clean(x.Title).Trim(), Content = StoredText.Clean(x.Content).Trim() })],
        };
        var refusals = new List<Refusal>();
        if (facts.BatchNumber.Length > Batch.NumberLength)
            refusals.Add(BatchesRefusals.TooLong("批次号", Batch.NumberLength, nameof(BatchForm.BatchNumber)));
        else if (!BatchKey.Of(facts.BatchNumber).Any(char.IsLetterOrDigit))
            refusals.Add(BatchesRefusals.NumberMissing);
        if (facts.MerchantId == 0)
            refusals.Add(BatchesRefusals.MerchantNeeded);
        if (facts.GoodsId == 0)
            refusals.Add(BatchesRefusals.GoodsNeeded);
        if (facts.ExpiresOn <= facts.MadeOn)
            refusals.Add(BatchesRefusals.ExpiryBeforeProduction);
        if (facts.Note?.Length > Batch.NoteLength)
            refusals.Add(BatchesRefusals.TooLong("备注", Batch.NoteLength, nameof(BatchForm.Note)));
        refusals.AddRange(CheckDetails(facts.Details));
        return refusals.Count == 0 ? facts : Outcome<BatchFacts>.Refused(refusals);
    }

    /// <summary>Also for the field in which they are written, while they are.</summary>
    internal static IEnumerable<Refusal> CheckDetails(IReadOnlyList<DetailFacts> details)
    {
        if (details.Count > Batch.MostDetails)
            yield return BatchesRefusals.TooManyDetails;
        for (var i = 0; i < details.Count; i++)
        {
            var (detail, field) = (details[i], FieldOf(i));
            if (!Enum.IsDefined(detail.Kind))
                yield return BatchesRefusals.DetailKindUnknown.At(field);
            if (string.IsNullOrWhiteSpace(detail.Title))
                yield return BatchesRefusals.DetailTitleMissing.At(field);
            else if (detail.Title.Trim().Length > BatchDetail.TitleLength)
                yield return BatchesRefusals.DetailTitleTooLong(field);
            if (string.IsNullOrWhiteSpace(detail.Content))
                yield return BatchesRefusals.DetailContentMissing.At(field);
            else if (detail.Content.Trim().Length > BatchDetail.Longest(detail.Kind))
                yield return BatchesRefusals.DetailContentTooLong(BatchDetail.Longest(detail.Kind), field);
        }
    }

    internal static string FieldOf(int detail) => FormattableString.Invariant($"{nameof(BatchForm.Details)}[{detail}]");

    /// <summary>有效期 as law counts it: to the day before the day that has the same number.</summary>
    internal static DateOnly ExpiryOf(DateOnly madeOn, int months) => madeOn.AddMonths(months).AddDays(-1);

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : StoredText.Clean(text.Trim());
}
