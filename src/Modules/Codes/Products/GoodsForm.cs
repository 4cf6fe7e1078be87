using System.ComponentModel.DataAnnotations;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Products;

internal sealed class GoodsForm
{
    public int Version { get; set; }

    [Label("商品名称"), Required(ErrorMessage = "请填写商品名称。"), MaxLength(Goods.NameLength, ErrorMessage = "商品名称不能超过 100 个字。")]
    public string? Name { get; set; }

    [Label("所属商户"), Required(ErrorMessage = "请选择所属商户。")]
    public PickChoice? Merchant { get; set; }

    [Label("关联药品")]
    public PickChoice? Drug { get; set; }

    [Label("商品图片")]
    public PictureList Pictures { get; set; } = PictureList.Empty;

    [Label("商品规格"), MaxLength(Goods.SpecLength, ErrorMessage = "商品规格不能超过 100 个字。")]
    public string? Spec { get; set; }

    [Label("商品说明"), MaxLength(Goods.DescriptionLength, ErrorMessage = "商品说明不能超过 1000 个字。")]
    public string? Description { get; set; }

    internal GoodsFacts Facts => new(Name ?? "", Merchant?.Id ?? 0, Drug?.Id, [.. Pictures.FileIds], Spec, Description);

    internal static GoodsForm Of(GoodsShown shown) => new()
    {
        Version = shown.Goods.Version,
        Name = shown.Goods.Name,
        Merchant = FindMerchants.Choice(shown.Goods.MerchantId, shown.MerchantName, shown.MerchantCode),
        Drug = shown.Drug is { } drug ? new(drug.Id, drug.Text) : null,
        Pictures = new([.. shown.Pictures]),
        Spec = shown.Goods.Spec,
        Description = shown.Goods.Description,
    };
}
