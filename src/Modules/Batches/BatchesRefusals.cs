using Yaosu.Batches.Binding;
using Yaosu.Batches.Registry;

namespace Yaosu.Batches;

/// <summary>Every "no" of this module.</summary>
public static class BatchesRefusals
{
    public static readonly Refusal NotFound = new("batches.not-found", "没有这个批次，可能已被删除，请刷新列表。");
    public static readonly Refusal ChangedMeanwhile = new("batches.batch.changed-meanwhile", "这个批次刚刚在别处被修改过，请核对后再保存。");
    public static readonly Refusal MovedMeanwhile = new("batches.moved-meanwhile", "这个批次刚刚在别处被修改过，请核对现在的状态后再操作。");
    public static readonly Refusal NumberMissing = new("batches.number-missing", "请填写批次号，至少要有一个字母、数字或汉字。", nameof(BatchForm.BatchNumber));
    public static readonly Refusal NumberTakenMeanwhile = new("batches.number-taken-meanwhile", "这个商品刚刚有了同样批次号的批次，请在列表中查找它。", nameof(BatchForm.BatchNumber));
    public static readonly Refusal MerchantNeeded = new("batches.merchant-needed", "请选择所属商户。", nameof(BatchForm.Merchant));
    public static readonly Refusal GoodsNeeded = new("batches.goods-needed", "请选择这个商户的商品；已停用的商品不能用于新的批次。", nameof(BatchForm.Goods));
    public static readonly Refusal GoodsFixed = new("batches.goods-fixed", "这个批次关联过码包，不能改换商户和商品；请新建批次。", nameof(BatchForm.Goods));
    public static readonly Refusal ExpiryBeforeProduction = new("batches.expiry-before-production", "有效期至应晚于生产日期，请核对两个日期。", nameof(BatchForm.ExpiresOn));
    public static readonly Refusal TooManyDetails = new("batches.too-many-details", $"自定义信息最多 {Batch.MostDetails} 条，请删除多余的。", nameof(BatchForm.Details));
    public static readonly Refusal DetailKindUnknown = new("batches.detail-kind-unknown", "请选择自定义信息的类型。", nameof(BatchForm.Details));
    public static readonly Refusal DetailTitleMissing = new("batches.detail-title-missing", "请填写标题。", nameof(BatchForm.Details));
    public static readonly Refusal DetailContentMissing = new("batches.detail-content-missing", "请填写内容。", nameof(BatchForm.Details));
    public static readonly Refusal HadCodes = new("batches.had-codes", "这个批次关联过码包，不能删除；解绑后也要保留记录。");

    public static readonly Refusal PackagesNeeded = new("batches.packages-needed", "请至少选择一个码包。", nameof(PackageChoice.Packages));
    public static readonly Refusal PackagesTooMany = new("batches.packages-too-many", $"一次最多关联 {BindPackages.MostAtOnce} 个码包，请分几次选择。", nameof(PackageChoice.Packages));
    public static readonly Refusal PackageNotBindable = new("batches.package-not-bindable", "有码包还没有生成完成，或不属于这个批次的商户和商品，请刷新后重新选择。", nameof(PackageChoice.Packages));
    public static readonly Refusal BindOnlyBefore = new("batches.bind-only-before-activation", "批次激活以后不能再关联或解绑码包；更多的码请新建批次。");
    public static readonly Refusal NotBound = new("batches.not-bound", "这个码包没有关联到这个批次，请刷新页面。");
    public static readonly Refusal BoundMeanwhile = new("batches.bound-meanwhile", "有码刚刚被关联到别的批次，请刷新后重新选择。", nameof(PackageChoice.Packages));

    public static readonly Refusal CodesNeeded = new("batches.codes-needed", "这个批次还没有关联码包，没有码可以激活；请先关联码包。");
    public static readonly Refusal AlreadyActive = new("batches.already-active", "这个批次已经激活，请刷新页面。");
    public static readonly Refusal OnlyActiveFreeze = new("batches.only-active-freeze", "只有已激活的批次可以冻结，请刷新页面核对状态。");
    public static readonly Refusal ReasonMissing = new("batches.reason-missing", "请填写冻结原因。", nameof(Activation.FreezeForm.Reason));

    public static Refusal NumberTaken(string number) => new("batches.number-taken", $"这个商品已有同样批次号的批次（{number}），请在列表中查找它。", nameof(BatchForm.BatchNumber));

    public static Refusal TooLong(string what, int most, string field) => new("batches.too-long", $"{what}不能超过 {most} 个字。", field);

    public static Refusal DetailTitleTooLong(string field) => new("batches.detail-title-too-long", $"标题不能超过 {BatchDetail.TitleLength} 个字。", field);

    public static Refusal DetailContentTooLong(int most, string field) => new("batches.detail-content-too-long", $"内容不能超过 {most} 个字。", field);

    public static Refusal PackageBound(string package, string batch) => new("batches.package-bound", $"码包 {package} 里有码已关联到批次 {batch}，一个码只能属于一个批次；请重新选择。", nameof(PackageChoice.Packages));
}
