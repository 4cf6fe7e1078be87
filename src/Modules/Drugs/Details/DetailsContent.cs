namespace Yaosu.Drugs.Details;

/// <summary>药品详情: what somebody writes about a drug for those who scan it.</summary>
public sealed record DetailsContent
{
    public const int TextLength = 5_000;
    public const int MostPictures = 5;

    /// <summary>药品图片.</summary>
    public long? ImageFileId { get; init; }

    public SaleMark? Sale { get; init; }

    public ControlMark? Control { get; init; }

    public LeafletKind Leaflet { get; init; }

    [Label("商品名")]
    public string? TradeName { get; init; }

    [Label("成分")]
    public string? Ingredients { get; init; }

    [Label("性状")]
    public string? Appearance { get; init; }

    [Label("适应症")]
    public string? Indications { get; init; }

    [Label("用法与用量")]
    public string? Dosage { get; init; }

    [Label("禁忌")]
    public string? Contraindications { get; init; }

    [Label("不良反应")]
    public string? AdverseReactions { get; init; }

    [Label("注意事项")]
    public string? Precautions { get; init; }

    /// <summary>This and the next two: of chemical drugs.</summary>
    [Label("孕妇及哺乳期用药")]
    public string? Pregnancy { get; init; }

    [Label("儿童用药")]
    public string? Children { get; init; }

    [Label("老年用药")]
    public string? Elderly { get; init; }

    /// <summary>药品说明图片, in the order shown.</summary>
    public IReadOnlyList<long> Pictures { get; init; } = [];

    /// <summary>The leaflet's chapters in the order of a leaflet.</summary>
    public static readonly IReadOnlyList<Chapter> Chapters =
    [
        new(nameof(TradeName), "商品名", x => x.TradeName),
        new(nameof(Ingredients), "成分", x => x.Ingredients),
        new(nameof(Appearance), "性状", x => x.Appearance),
        new(nameof(Indications), "适应症", x => x.Indications),
        new(nameof(Dosage), "用法与用量", x => x.Dosage),
        new(nameof(AdverseReactions), "不良反应", x => x.AdverseReactions),
        new(nameof(Contraindications), "禁忌", x => x.Contraindications),
        new(nameof(Precautions), "注意事项", x => x.Precautions),
        new(nameof(Pregnancy), "孕妇及哺乳期用药", x => x.Pregnancy) { ChemicalOnly = true },
        new(nameof(Children), "儿童用药", x => x.Children) { ChemicalOnly = true },
        new(nameof(Elderly), "老年用药", x => x.Elderly) { ChemicalOnly = true },
    ];

    public IEnumerable<long> Files => ImageFileId is { } image ? Pictures.Prepend(image) : Pictures;

    public bool Equals(DetailsContent? other) => other is not null && ImageFileId == other.ImageFileId && Sale == other.Sale && Control == other.Control && Leaflet == other.Leaflet
        && Chapters.All(chapter => chapter.Of(this) == chapter.Of(other)) && Pictures.SequenceEqual(other.Pictures);

    public override int GetHashCode() => HashCode.Combine(ImageFileId, Sale, Control, Leaflet, Indications);

    /// <param name="Field">The property's name, for refusals.</param>
    public sealed record Chapter(string Field, string Title, Func<DetailsContent, string?> Of)
    {
        /// <summary>Asked for chemical drugs only, and of them not required.</summary>
        public bool ChemicalOnly { get; init; }
    }
}
