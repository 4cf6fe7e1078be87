using System.Globalization;

namespace Yaosu.Drugs.Registry;

/// <summary>包装规格: from the dose to the case, as far as there are levels. 7片/盒, then 10盒/中盒, then 20中盒/箱.</summary>
public sealed record Packing
{
    public const int UnitLength = 10;
    public const int Most = 100_000;

    /// <summary>最小剂量单位: 片, 粒, 支, ml.</summary>
    public required string DoseUnit { get; init; }

    public required int DosesPerPack { get; init; }

    /// <summary>最小包装单位: 盒, 瓶. What carries a code and is counted in stock.</summary>
    public required string PackUnit { get; init; }

    /// <summary>Null when packs go straight into the case.</summary>
    public string? MiddleUnit { get; init; }

    public int? PacksPerMiddle { get; init; }

    /// <summary>Null for a drug whose outer packing isn't kept.</summary>
    public string? CaseUnit { get; init; }

    /// <summary>Middles in a case, or packs where there is no middle.</summary>
    public int? PerCase { get; init; }

    /// <summary>7片/盒: by this a drug is known outside.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{DosesPerPack}{DoseUnit}/{PackUnit}");

    /// <summary>7片/盒×10盒/中盒×20中盒/箱.</summary>
    public string FullText
    {
        get
        {
            var middle = MiddleUnit is null ? "" : string.Create(CultureInfo.InvariantCulture, $"×{PacksPerMiddle}{PackUnit}/{MiddleUnit}");
            var outer = CaseUnit is null ? "" : string.Create(CultureInfo.InvariantCulture, $"×{PerCase}{MiddleUnit ?? PackUnit}/{CaseUnit}");
            return Text + middle + outer;
        }
    }

    /// <summary>Packs in a full case; null when there is none.</summary>
    public long? PacksPerCase => CaseUnit is null ? null : (long)PerCase!.Value * (PacksPerMiddle ?? 1);

    internal Packing Clean() => this with { DoseUnit = DoseUnit.Trim(), PackUnit = PackUnit.Trim(), MiddleUnit = Blank(MiddleUnit), CaseUnit = Blank(CaseUnit) };

    internal IEnumerable<Refusal> Check()
    {
        if (!IsUnit(DoseUnit))
            yield return DrugsRefusals.UnitWrong("最小剂量单位", nameof(DoseUnit));
        if (!IsUnit(PackUnit))
            yield return DrugsRefusals.UnitWrong("最小包装单位", nameof(PackUnit));
        if (!IsCount(DosesPerPack))
            yield return DrugsRefusals.CountWrong("每个最小包装的数量", nameof(DosesPerPack));
        if (MiddleUnit is not null && !IsUnit(MiddleUnit))
            yield return DrugsRefusals.UnitWrong("中包装单位", nameof(MiddleUnit));
        if (CaseUnit is not null && !IsUnit(CaseUnit))
            yield return DrugsRefusals.UnitWrong("外包装单位", nameof(CaseUnit));
        if (MiddleUnit is null != PacksPerMiddle is null)
            yield return DrugsRefusals.LevelHalf("中包装", MiddleUnit is null ? nameof(MiddleUnit) : nameof(PacksPerMiddle));
        if (CaseUnit is null != PerCase is null)
            yield return DrugsRefusals.LevelHalf("外包装", CaseUnit is null ? nameof(CaseUnit) : nameof(PerCase));
        if (PacksPerMiddle is { } middle && !IsCount(middle))
            yield return DrugsRefusals.CountWrong("每个中包装的数量", nameof(PacksPerMiddle));
        if (PerCase is { } outer && !IsCount(outer))
            yield return DrugsRefusals.CountWrong("每个外包装的数量", nameof(PerCase));
    }

    private static bool IsCount(int count) => count is >= 1 and <= Most;

    /// <summary>Digits and slashes would make the written form read two ways.</summary>
    private static bool IsUnit(string unit) => unit.Length is >= 1 and <= UnitLength && unit.All(c => char.IsLetter(c) || c is '%' or '（' or '）');

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
