using Yaosu.Platform.Audit;

namespace Yaosu.Codes;

/// <summary>What this module writes into the audit log.</summary>
public static class CodesActions
{
    public static readonly AuditAction MerchantAdded = new("codes.merchant-added", "新建商户");
    public static readonly AuditAction MerchantChanged = new("codes.merchant-changed", "修改商户");
    public static readonly AuditAction MerchantDeleted = new("codes.merchant-deleted", "删除商户");
    public static readonly AuditAction GoodsAdded = new("codes.goods-added", "新建商品");
    public static readonly AuditAction GoodsChanged = new("codes.goods-changed", "修改商品");
    public static readonly AuditAction GoodsRetired = new("codes.goods-retired", "停用商品");
    public static readonly AuditAction GoodsResumed = new("codes.goods-resumed", "恢复商品");
    public static readonly AuditAction GoodsDeleted = new("codes.goods-deleted", "删除商品");
    public static readonly AuditAction RuleAdded = new("codes.rule-added", "新建码规则");
    public static readonly AuditAction RuleChanged = new("codes.rule-changed", "修改码规则");
    public static readonly AuditAction RuleEnabled = new("codes.rule-enabled", "码规则生效");
    public static readonly AuditAction RuleDisabled = new("codes.rule-disabled", "码规则失效");
    public static readonly AuditAction RuleDeleted = new("codes.rule-deleted", "删除码规则");
    public static readonly AuditAction PackageRequested = new("codes.package-requested", "提交生码");
    public static readonly AuditAction PackageReady = new("codes.package-ready", "生码完成");
    public static readonly AuditAction PackageDiscarded = new("codes.package-discarded", "放弃生码");
    public static readonly AuditAction PackageDownloaded = new("codes.package-downloaded", "下载文字码包");
    public static readonly AuditAction PrintPricesSet = new("codes.print-prices-set", "设置印码价格");
    public static readonly AuditAction PrintPricesWithdrawn = new("codes.print-prices-withdrawn", "撤回印码价格");
    public static readonly AuditAction PrintOrdered = new("codes.print-ordered", "提交印码订单");
    public static readonly AuditAction PrintCancelled = new("codes.print-cancelled", "取消印码订单");
    public static readonly AuditAction PrintPaid = new("codes.print-paid", "印码订单付款已核实");
    public static readonly AuditAction PrintUnpaid = new("codes.print-unpaid", "印码订单款项未核实");
    public static readonly AuditAction PrintStarted = new("codes.print-started", "开始印码");
    public static readonly AuditAction PrintShipped = new("codes.print-shipped", "邮寄印码订单");
    public static readonly AuditAction OwnCodesUploaded = new("codes.own-codes-uploaded", "上传自有码");
    public static readonly AuditAction OwnCodesDeleted = new("codes.own-codes-deleted", "删除自有码包");

    public static readonly IReadOnlyList<AuditAction> All =
    [
        MerchantAdded, MerchantChanged, MerchantDeleted,
        GoodsAdded, GoodsChanged, GoodsRetired, GoodsResumed, GoodsDeleted,
        RuleAdded, RuleChanged, RuleEnabled, RuleDisabled, RuleDeleted,
        PrintPricesSet, PrintPricesWithdrawn, PrintOrdered, PrintCancelled, PrintPaid, PrintUnpaid, PrintStarted, PrintShipped,
        PackageRequested, PackageReady, PackageDiscarded, PackageDownloaded,
        OwnCodesUploaded, OwnCodesDeleted,
    ];
}
