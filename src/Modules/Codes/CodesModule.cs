using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Codes.Contracts;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.OwnCodes;
using Yaosu.Codes.Packages;
using Yaosu.Codes.PrintOrders;
using Yaosu.Codes.Products;
using Yaosu.Codes.Query;
using Yaosu.Codes.Rules;
using Yaosu.Platform.Api;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Hosting;
using Yaosu.Platform.Modules;

namespace Yaosu.Codes;

/// <summary>赋码: whose codes there are and what they stand on.</summary>
public sealed class CodesModule : Module
{
    public const string SchemaName = "codes";

    public override string Name => "Codes";

    public override IReadOnlyList<Permission> Permissions => CodesPermissions.All;

    public override IReadOnlyList<AuditAction> AuditActions => CodesActions.All;

    public override IReadOnlyList<MenuEntry> Menu { get; } =
    [
        new(MenuSections.Drugs, 30, "商户管理", CodesUrls.Merchants, "building", CodesPermissions.ViewMerchants, "shgl shanghu guanli 标识码 码来源 企业自有 网址前缀"),
        new(MenuSections.Drugs, 40, "商品管理", CodesUrls.Goods, "box", CodesPermissions.ViewGoods, "spgl shangpin guanli 商品编号 商品图片 商品规格 产品"),
        new(MenuSections.Drugs, 50, "码规则", CodesUrls.Rules, "code", CodesPermissions.ViewRules, "mgz maguize 码段 码长度 防伪字符 自增数 时间戳 不可防伪 追溯码规则"),
        new(MenuSections.Drugs, 60, "生码管理", CodesUrls.Packages, "qr", CodesPermissions.ViewPackages, "smgl shengma guanli 生码记录 码包 下载 流水码 印码 二维码"),
        new(MenuSections.Drugs, 70, "码查询", CodesUrls.Query, "search", CodesPermissions.LookUpCodes, "mcx machaxun 追溯码 上级码 下级码 扫码 验码"),
        new(MenuSections.Drugs, 80, "印码订单", CodesUrls.PrintOrders, "print", CodesPermissions.ViewPrintOrders, "ymdd yinma dingdan 印刷 标签 明码款 刮刮银 邮寄 快递"),
        new(MenuSections.Operations, 40, "印码订单处理", CodesUrls.PrintDesk, "check-all", CodesPermissions.ViewPrintDesk, "ymddcl yinma dingdan chuli 核实付款 邮寄 印刷"),
        new(MenuSections.Operations, 50, "印码价格", CodesUrls.PrintPrices, "settings", CodesPermissions.ViewPrintPrices, "ymjg yinma jiage 单价 起印价"),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<MerchantList>();
        services.AddSingleton<SaveMerchant>();
        services.AddSingleton<DeleteMerchant>();
        services.AddSingleton<GoodsList>();
        services.AddSingleton<FindMerchants>();
        services.AddSingleton<SaveGoods>();
        services.AddSingleton<RetireGoods>();
        services.AddSingleton<DeleteGoods>();
        services.AddSingleton<CodeRuleList>();
        services.AddSingleton<SaveCodeRule>();
        services.AddSingleton<EnableCodeRule>();
        services.AddSingleton<DeleteCodeRule>();
        services.AddExport<CodeRuleExport>();
        services.AddFilePurpose(GoodsPictureFile.Purpose);
        services.AddChecked<CodesOptions>("Codes");
        services.AddSingleton<NumberSpaces>();
        services.AddSingleton<PackageWriters>();
        services.AddSingleton<Coincidences>();
        services.AddSingleton<CodeFinder>();
        services.AddSingleton<ScannedCodes>();
        services.AddSingleton<PackageList>();
        services.AddSingleton<RequestPackage>();
        services.AddSingleton<FindGoods>();
        services.AddSingleton<FindRules>();
        services.AddSingleton<DownloadPackage>();
        services.AddSingleton<LookUpCode>();
        services.AddSingleton<CodesApi>();
        services.AddSingleton<MakePackage>();
        services.AddSingleton<RetryPackage>();
        services.AddSingleton<DiscardPackage>();
        services.AddJob<MakePackageJob>();
        services.AddExport<PackageFiles>();
        services.AddSingleton<SetPrintPrices>();
        services.AddChecked<PrintPayee>("PrintOrders:Payee");
        services.AddSingleton<PrintablePackages>();
        services.AddSingleton<PlacePrintOrder>();
        services.AddSingleton<PrintOrderList>();
        services.AddSingleton<CancelPrintOrder>();
        services.AddSingleton<PrintDesk>();
        services.AddFilePurpose(OwnCodeFile.Purpose);
        services.AddFilePurpose(OwnCodeFile.Sent);
        services.AddSingleton<UploadOwnCodes>();
        services.AddSingleton<DeleteOwnPackage>();
        services.AddSingleton<OwnCodeFinder>();
        services.AddSingleton<OwnCodesApi>();
        services.AddSingleton<DownloadOrderedPackage>();
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        DownloadPackage.Map(routes);
        CodesApi.Map(routes.MapApi("追溯码"));
        OwnCodesTemplate.Map(routes);
        OwnCodesApi.Map(routes.MapApi("追溯码"));
        PrintOrderSheet.Map(routes);
        DownloadOrderedPackage.Map(routes);
    }

    public override void MapEntities(ModelBuilder model)
    {
        Merchant.Map(model);
        MerchantCode.Map(model);
        PrefixClaim.Map(model);
        PrefixHost.Map(model);
        Goods.Map(model);
        GoodsPicture.Map(model);
        CodeRule.Map(model);
        NumberSpace.Map(model);
        NumberBlock.Map(model);
        KnownForm.Map(model);
        CodePackage.Map(model);
        PackageLevel.Map(model);
        PrintPriceList.Map(model);
        PrintOrder.Map(model);
        PrintOrderPackage.Map(model);
        OwnCode.Map(model);
    }
}
