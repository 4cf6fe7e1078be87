using System.ComponentModel.DataAnnotations;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Drugs.Details;

internal sealed class DetailsForm
{
    private const string TooLong = "不能超过 5000 个字。";

    /// <summary>Of the draft; -1 while there is none.</summary>
    public int DraftVersion { get; set; }

    [Label("药品图片")]
    public long? ImageFileId { get; set; }

    [Label("药品标识1"), Required(ErrorMessage = "请选择药品标识1。")]
    public SaleMark? Sale { get; set; }

    [Label("药品标识2"), Required(ErrorMessage = "请选择药品标识2。")]
    public ControlMark? Control { get; set; }

    [Label("说明书类型")]
    public LeafletKind Leaflet { get; set; }

    [Label("商品名"), MaxLength(DetailsContent.TextLength, ErrorMessage = TooLong)]
    public string? TradeName { get; set; }

    [Label("成分"), MaxLength(DetailsContent.TextLength, ErrorMessage = TooLong)]
    public string? Ingredients { get; set; }

    [Label("性状"), MaxLength(DetailsContent.TextLength, ErrorMessage = TooLong)]
    public string? Appearance { get; set; }

    [Label("适应症"), MaxLength(DetailsContent.TextLength, ErrorMessage = TooLong)]
    public string? Indications { get; set; }

    [Label("用法与用量"), MaxLength(DetailsContent.TextLength, ErrorMessage = TooLong)]
    public string? Dosage { get; set; }

    [Label("禁忌"), MaxLength(DetailsContent.TextLength, ErrorMessage = TooLong)]
    public string? Contraindications { get; set; }

    [Label("不良反应"), MaxLength(DetailsContent.TextLength, ErrorMessage = TooLong)]
    public string? AdverseReactions { get; set; }

    [Label("注意事项"), MaxLength(DetailsContent.TextLength, ErrorMessage = TooLong)]
    public string? Precautions { get; set; }

    [Label("孕妇及哺乳期用药"), MaxLength(DetailsContent.TextLength, ErrorMessage = TooLong)]
    public string? Pregnancy { get; set; }

    [Label("儿童用药"), MaxLength(DetailsContent.TextLength, ErrorMessage = TooLong)]
    public string? Children { get; set; }

    [Label("老年用药"), MaxLength(DetailsContent.TextLength, ErrorMessage = TooLong)]
    public string? Elderly { get; set; }

    [Label("药品说明图片")]
    public PictureList Pictures { get; set; } = PictureList.Empty;

    internal DetailsContent Content => new()
    {
        ImageFileId = ImageFileId,
        Sale = Sale,
        Control = Control,
        Leaflet = Leaflet,
        TradeName = TradeName,
        Ingredients = Ingredients,
        Appearance = Appearance,
        Indications = Indications,
        Dosage = Dosage,
        Contraindications = Contraindications,
        AdverseReactions = AdverseReactions,
        Precautions = Precautions,
        Pregnancy = Pregnancy,
        Children = Children,
        Elderly = Elderly,
        Pictures = [.. Pictures.FileIds],
    };

    internal static DetailsForm Of(EditDetails.Shown shown) => new()
    {
        DraftVersion = shown.DraftVersion,
        ImageFileId = shown.Content.ImageFileId,
        Sale = shown.Content.Sale,
        Control = shown.Content.Control,
        Leaflet = shown.Content.Leaflet,
        TradeName = shown.Content.TradeName,
        Ingredients = shown.Content.Ingredients,
        Appearance = shown.Content.Appearance,
        Indications = shown.Content.Indications,
        Dosage = shown.Content.Dosage,
        Contraindications = shown.Content.Contraindications,
        AdverseReactions = shown.Content.AdverseReactions,
        Precautions = shown.Content.Precautions,
        Pregnancy = shown.Content.Pregnancy,
        Children = shown.Content.Children,
        Elderly = shown.Content.Elderly,
        Pictures = PictureList.Of(shown.Content.Pictures),
    };
}
