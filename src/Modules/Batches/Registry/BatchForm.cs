using System.ComponentModel.DataAnnotations;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Batches.Registry;

internal sealed class BatchForm
{
    public int Version { get; set; }

    [Label("批次号"), Required(ErrorMessage = "请填写批次号。"), MaxLength(Batch.NumberLength, ErrorMessage = "批次号不能超过 50 个字。")]
    public string? BatchNumber { get; set; }

    [Label("所属商户"), Required(ErrorMessage = "请选择所属商户。")]
    public PickChoice? Merchant { get; set; }

    [Label("选择商品"), Required(ErrorMessage = "请选择商品。")]
    public PickChoice? Goods { get; set; }

    [Label("生产日期")]
    public DateOnly? MadeOn { get; set; }

    [Label("有效期至")]
    public DateOnly? ExpiresOn { get; set; }

    [Label("备注"), MaxLength(Batch.NoteLength, ErrorMessage = "备注不能超过 200 个字。")]
    public string? Note { get; set; }

    [Label("自定义信息")]
    public DetailsDraft Details { get; set; } = DetailsDraft.Empty;

    internal BatchFacts Facts => new(BatchNumber ?? "", Merchant?.Id ?? 0, Goods?.Id ?? 0, MadeOn, ExpiresOn, Note, Details.Facts);

    internal static BatchForm Of(BatchShown shown) => new()
    {
        Version = shown.Batch.Version,
        BatchNumber = shown.Batch.BatchNumber,
        Merchant = shown.Goods.MerchantChoice,
        Goods = shown.Goods.Choice,
        MadeOn = shown.Batch.MadeOn,
        ExpiresOn = shown.Batch.ExpiresOn,
        Note = shown.Batch.Note,
        Details = DetailsDraft.Of(shown.Details),
    };
}
