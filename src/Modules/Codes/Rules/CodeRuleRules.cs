using Yaosu.Platform.Data;

namespace Yaosu.Codes.Rules;

internal static class CodeRuleRules
{
    /// <summary>The field of a form that holds the layout; its parts are <c>Layout[Length]</c> and <c>Layout[0]</c>, <c>Layout[1]</c>, …</summary>
    internal const string LayoutField = nameof(CodeRuleForm.Layout);
    internal const string LengthField = $"{LayoutField}[Length]";

    /// <returns>The name and the layout as they are kept, or everything that is wrong.</returns>
    internal static Outcome<(string Name, CodeLayout Layout)> Check(CodeRuleFacts wanted)
    {
        var refusals = new List<Refusal>();
        var name = StoredText.Clean(wanted.Name).Trim();
        if (name.Length == 0)
            refusals.Add(CodesRefusals.Missing("码规则名称", nameof(CodeRuleForm.Name)));
        if (name.Length > CodeRule.NameLength)
            refusals.Add(CodesRefusals.TooLong("码规则名称", CodeRule.NameLength, nameof(CodeRuleForm.Name)));
        if (wanted.MerchantId == 0)
            refusals.Add(CodesRefusals.RuleMerchantNeeded);
        var layout = CheckLayout(wanted.Length, wanted.Segments);
        refusals.AddRange(layout.Refusals);
        return refusals.Count == 0 ? (name, layout.Value) : Outcome<(string, CodeLayout)>.Refused(refusals);
    }

    internal static Outcome<CodeLayout> CheckLayout(int length, IReadOnlyList<CodeSegment> segments)
    {
        if (segments.Count > CodeRule.MostSegments)
            return CodesRefusals.TooManySegments;
        var created = CodeLayout.Create(length, segments.Select(Clean));
        return created.IsDone ? created : Outcome<CodeLayout>.Refused([.. created.Refusals.Select(x => x.At(FieldOf(x.Field)))]);
    }

    internal static string SegmentField(int at) => FormattableString.Invariant($"{LayoutField}[{at}]");

    /// <summary>The kernel names what it was given.</summary>
    private static string FieldOf(string? field) => field switch
    {
        "Length" => LengthField,
        { } segment when segment.StartsWith("Segments[", StringComparison.Ordinal) => LayoutField + segment["Segments".Length..],
        _ => LayoutField,
    };

    private static CodeSegment Clean(CodeSegment segment)
    {
        var name = StoredText.Clean(segment.Name).Trim();
        return segment switch
        {
            CodeSegment.Guard guard => new CodeSegment.Guard(name, guard.Alphabet, guard.Length),
            CodeSegment.FixedText text => new CodeSegment.FixedText(name, text.Text),
            CodeSegment.Timestamp => new CodeSegment.Timestamp(name),
            CodeSegment.Counter counter => new CodeSegment.Counter(name, counter.From, counter.To, counter.Length),
            CodeSegment.Date => new CodeSegment.Date(name),
            _ => throw new NotSupportedException(segment.GetType().Name),
        };
    }
}
