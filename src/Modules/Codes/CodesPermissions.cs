namespace Yaosu.Codes;

public static class CodesPermissions
{
    public const string ViewMerchantsCode = "codes.merchants.view";
    public const string ManageMerchantsCode = "codes.merchants.manage";
    public const string ViewGoodsCode = "codes.goods.view";
    public const string ManageGoodsCode = "codes.goods.manage";
    public const string ViewRulesCode = "codes.rules.view";
    public const string ManageRulesCode = "codes.rules.manage";
    public const string ViewPackagesCode = "codes.packages.view";
    public const string MakePackagesCode = "codes.packages.make";
    public const string DownloadPackagesCode = "codes.packages.download";
    public const string LookUpCodesCode = "codes.query.view";
    public const string ViewPrintOrdersCode = "codes.print-orders.view";
    public const string OrderPrintsCode = "codes.print-orders.order";
    public const string ViewPrintDeskCode = "codes.print-desk.view";
    public const string ViewPrintPricesCode = "codes.print-prices.view";
    public const string SetPrintPricesCode = "codes.print-prices.set";

    private const RolePresets Managers = RolePresets.Administrator | RolePresets.Marketing;
    private const RolePresets Viewers = Managers | RolePresets.Warehouse | RolePresets.Commerce;

    public static readonly Permission ViewMerchants = new(ViewMerchantsCode, "查看商户", "查看本企业的商户、标识码和码来源。") { OnlyReads = true, Presets = Viewers };

    public static readonly Permission ManageMerchants = new(ManageMerchantsCode, "维护商户", "新建、修改和删除商户。") { Presets = Managers };

    public static readonly Permission ViewGoods = new(ViewGoodsCode, "查看商品", "查看各商户的商品、图片和说明。") { OnlyReads = true, Presets = Viewers };

    public static readonly Permission ManageGoods = new(ManageGoodsCode, "维护商品", "新建、修改、停用和删除商品，上传商品图片。") { Presets = Managers };

    public static readonly Permission ViewRules = new(ViewRulesCode, "查看码规则", "查看各商户的码规则、码容量和示例。") { OnlyReads = true, Presets = Viewers };

    public static readonly Permission ManageRules = new(ManageRulesCode, "维护码规则", "新建、修改和删除码规则，使码规则失效或生效。") { Presets = Managers };

    public static readonly Permission ViewPackages = new(ViewPackagesCode, "查看生码记录", "查看生成了哪些码包、由谁生成、进度和数量。") { OnlyReads = true, Presets = Viewers };

    public static readonly Permission MakePackages = new(MakePackagesCode, "生成码包", "为商户生成追溯码。") { Presets = Managers };

    public static readonly Permission DownloadPackages = new(DownloadPackagesCode, "下载码包", "下载码包的文字码、图片码和标签；下载的人能看到全部追溯码。") { OnlyReads = true, Presets = Managers };

    public static readonly Permission LookUpCodes = new(LookUpCodesCode, "查询追溯码", "查询一个码属于哪个商户、商品和码包，以及它的上下级。") { OnlyReads = true, Presets = Viewers | RolePresets.Quality };

    private const RolePresets Printers = Managers | RolePresets.Commerce;

    public static readonly Permission ViewPrintOrders = new(ViewPrintOrdersCode, "查看印码订单", "查看本企业的印码订单、收货信息和邮寄单号。") { OnlyReads = true, Presets = Printers };

    public static readonly Permission OrderPrints = new(OrderPrintsCode, "提交印码订单", "选择码包提交印码订单，在付款核实前取消订单。") { Presets = Printers };

    public static readonly Permission ViewPrintDesk = new(ViewPrintDeskCode, "查看各企业的印码订单", "查看平台上所有企业的印码订单和收货信息。") { OnlyReads = true, ForOperators = true };

    public static readonly Permission HandlePrintOrders = new("codes.print-desk.handle", "处理印码订单", "核实付款，下载待印的码包，开始印码，填写邮寄单号。") { ForOperators = true };

    public static readonly Permission ViewPrintPrices = new(ViewPrintPricesCode, "查看印码价格", "查看各日期起的印码价格。") { OnlyReads = true, ForOperators = true };

    public static readonly Permission SetPrintPrices = new(SetPrintPricesCode, "设置印码价格", "设置从某一天起的印码价格。") { ForOperators = true };

    public static readonly IReadOnlyList<Permission> All = [ViewMerchants, ManageMerchants, ViewGoods, ManageGoods, ViewRules, ManageRules, ViewPackages, MakePackages, DownloadPackages, LookUpCodes, ViewPrintOrders, OrderPrints, ViewPrintDesk, HandlePrintOrders, ViewPrintPrices, SetPrintPrices];
}
