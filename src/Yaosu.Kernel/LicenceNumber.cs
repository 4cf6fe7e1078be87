using System.Text.RegularExpressions;

namespace Yaosu;

/// <summary>What a licence number says a drug is.</summary>
public enum LicenceKind
{
    [Label("化学药品")]
    Chemical,

    [Label("中药")]
    Traditional,

    [Label("生物制品")]
    Biological,

    [Label("保健药品")]
    Tonic,

    [Label("体外诊断试剂")]
    Diagnostic,

    [Label("药用辅料")]
    Excipient,

    [Label("进口分包装药品")]
    Repacked,
}

/// <summary>批准文号 of the forms in force: 国药准字 with a letter for the kind (J and C after it for drugs from abroad and from Hong Kong, Macau and Taiwan), or
/// the registration certificate of an imported drug.</summary>
public sealed partial record LicenceNumber
{
    private const string Prefix = "国药准字";

    private LicenceNumber(string text, LicenceKind kind, bool isImported) => (Text, Kind, IsImported) = (text, kind, isImported);

    public string Text { get; }

    public LicenceKind Kind { get; }

    /// <summary>Made outside of the mainland.</summary>
    public bool IsImported { get; }

    public static Outcome<LicenceNumber> Parse(string? typed)
    {
        var text = TypedText.Plain(typed).ToUpperInvariant();
        if (text.Length == 0)
            return KernelRefusals.LicenceMissing;
        var isNational = text.StartsWith(Prefix, StringComparison.Ordinal);
        var number = isNational ? text[Prefix.Length..] : text;
        var found = isNational ? National().Match(number) : Certificate().Match(number);
        if (!found.Success)
            return isNational ? KernelRefusals.LicenceShape : KernelRefusals.LicenceBeginning;
        if (found.Groups["year"].Value is { Length: > 0 } year && int.Parse(year, System.Globalization.CultureInfo.InvariantCulture) is < 1980 or > 2100)
            return KernelRefusals.LicenceShape;
        var kind = found.Groups["kind"].Value switch
        {
            "H" => LicenceKind.Chemical,
            "Z" => LicenceKind.Traditional,
            "S" => LicenceKind.Biological,
            "B" => LicenceKind.Tonic,
            "T" => LicenceKind.Diagnostic,
            "F" => LicenceKind.Excipient,
            _ => LicenceKind.Repacked,
        };
        return new LicenceNumber(text, kind, !isNational || found.Groups["from"].Length > 0 || kind == LicenceKind.Repacked);
    }

    public override string ToString() => Text;

    // The first four digits were a year or the code of a province once; only what a year could be is asked of the newer forms.
    [GeneratedRegex(@"^(?:(?<kind>[HZSBTFJ])[0-9]{8}|(?<kind>[HZS])(?<from>[JC])(?<year>[0-9]{4})[0-9]{4})\z")]
    private static partial Regex National();

    [GeneratedRegex(@"^(?<kind>[HZS])C?(?<year>[0-9]{4})[0-9]{4}\z")]
    private static partial Regex Certificate();
}
