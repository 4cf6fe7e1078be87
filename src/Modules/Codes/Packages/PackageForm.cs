using System.ComponentModel.DataAnnotations;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Packages;

/// <summary>The wizard's first step.</summary>
internal sealed class PackageStart
{
    [Label("商户"), Required(ErrorMessage = "请选择商户。")]
    public PickChoice? Merchant { get; set; }

    [Label("生码类型")]
    public PackageMode Mode { get; set; }
}

/// <summary>The second.</summary>
internal sealed class PackageForm
{
    public const long LongestGuard = CodeLayout.MostCharacters;

    /// <summary>Chosen in the first step.</summary>
    [Label("商户")]
    public PickChoice? Merchant { get; set; }

    public PackageMode Mode { get; set; }

    [Label("关联商品")]
    public PickChoice? Goods { get; set; }

    [Label("码类型")]
    public PackageKind Kind { get; set; }

    [Label("流水码")]
    public bool Numbered { get; set; } = true;

    [Label("码关联类型")]
    public bool Linked { get; set; } = true;

    [Label("字符类型")]
    public CodeAlphabet Alphabet { get; set; }

    /// <summary>Of the smallest package; 自定义生码 alone, as the two below.</summary>
    [Label("内包装码规则")]
    public PickChoice? InnerRule { get; set; }

    [Label("中包装码规则")]
    public PickChoice? MiddleRule { get; set; }

    [Label("外包装码规则")]
    public PickChoice? OuterRule { get; set; }

    [Label("防伪字符长度"), Required(ErrorMessage = "请填写防伪字符长度。")]
    public long? Length { get; set; } = 20;

    /// <summary>Of the outermost package.</summary>
    [Label("生码数量"), Required(ErrorMessage = "请填写生码数量。")]
    public long? Quantity { get; set; }

    [Label("每个外包装内含"), Required(ErrorMessage = "请填写每个外包装内含的数量。")]
    public long? InOuter { get; set; } = 10;

    [Label("每个中包装内含"), Required(ErrorMessage = "请填写每个中包装内含的数量。")]
    public long? InMiddle { get; set; } = 10;

    internal IReadOnlyList<long> Inside => Kind switch
    {
        PackageKind.Single => [],
        PackageKind.TwoLevels => [InOuter ?? 0],
        PackageKind.ThreeLevels => [InOuter ?? 0, InMiddle ?? 0],
    };

    internal PackageFacts Facts => new(Merchant?.Id ?? 0, Goods?.Id, Inside, Linked, Numbered, Quantity ?? 0, Codes);

    /// <summary>The smallest package's first.</summary>
    internal IReadOnlyList<PickChoice?> Rules => Kind switch
    {
        PackageKind.Single => [InnerRule],
        PackageKind.TwoLevels => [InnerRule, OuterRule],
        PackageKind.ThreeLevels => [InnerRule, MiddleRule, OuterRule],
    };

    private CodesWanted Codes => Mode switch
    {
        PackageMode.Quick => new CodesWanted.Quick(Alphabet, (int)(Length ?? 0)),
        PackageMode.Custom => new CodesWanted.Custom([.. Rules.Select(x => x?.Id ?? 0)]),
        PackageMode.Own => throw new InvalidOperationException("Own codes are uploaded, not made."),
    };

    /// <summary>What the numbers typed so far make; null while they make nothing.</summary>
    internal PackCounts? Counts => Quantity is { } quantity && PackLevels.Create(Inside).TryGet(out var packing) && packing.CountsFor(quantity).TryGet(out var counts) ? counts : null;

    /// <summary>Refusals speak of packing in general; here each has its field.</summary>
    internal Refusal AtField(Refusal refusal) => refusal.Field switch
    {
        "Rules[0]" => refusal.At(nameof(InnerRule)),
        "Rules[1]" => refusal.At(Kind == PackageKind.TwoLevels ? nameof(OuterRule) : nameof(MiddleRule)),
        "Rules[2]" => refusal.At(nameof(OuterRule)),
        "Inside[0]" => refusal.At(nameof(InOuter)),
        "Inside[1]" => refusal.At(nameof(InMiddle)),
        _ => refusal,
    };
}
