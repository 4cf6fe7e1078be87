using System.Globalization;

namespace Yaosu.Codes;

/// <summary>Every address of this module; pages and other modules link through it.</summary>
public static class CodesUrls
{
    public const string Merchants = "/codes/merchants";
    public const string NewMerchant = $"{Merchants}/new";
    public const string Goods = "/codes/goods";
    public const string NewGoods = $"{Goods}/new";
    public const string Rules = "/codes/rules";
    public const string NewRule = $"{Rules}/new";

    public const string Packages = "/codes/packages";
    public const string NewPackage = $"{Packages}/new";
    public const string UploadPackage = $"{Packages}/upload";

    /// <summary>码包模板.csv.</summary>
    public const string OwnCodesTemplate = $"{UploadPackage}/template.csv";

    public const string Query = "/codes/query";
    public const string PrintOrders = "/codes/print-orders";
    public const string NewPrintOrder = $"{PrintOrders}/new";
    public const string PrintDesk = "/ops/print-orders";
    public const string PrintPrices = "/ops/print-prices";
    public const string NewPrintPrices = $"{PrintPrices}/new";

    public static string PrintOrder(long id) => string.Create(CultureInfo.InvariantCulture, $"{PrintOrders}/{id}");

    public static string PrintOrderSheet(long id) => $"{PrintOrder(id)}/sheet.pdf";

    public static string PrintDeskSheet(long id) => $"{PrintDeskOrder(id)}/sheet.pdf";

    public static string PrintDeskText(long id, long package) => string.Create(CultureInfo.InvariantCulture, $"{PrintDeskOrder(id)}/packages/{package}/codes.csv");

    public static string PrintDeskOrder(long id) => string.Create(CultureInfo.InvariantCulture, $"{PrintDesk}/{id}");

    public static string Package(long id) => string.Create(CultureInfo.InvariantCulture, $"{Packages}/{id}");

    /// <param name="merchant">商户标识码.</param>
    public static string NewPackageOf(string merchant) => $"{NewPackage}?merchant={Uri.EscapeDataString(merchant)}";

    /// <param name="merchant">商户标识码.</param>
    public static string UploadPackageOf(string merchant) => $"{UploadPackage}?merchant={Uri.EscapeDataString(merchant)}";

    /// <summary>文字码包.</summary>
    public static string PackageText(long id) => string.Create(CultureInfo.InvariantCulture, $"{Packages}/{id}/codes.csv");

    public static string Merchant(long id) => string.Create(CultureInfo.InvariantCulture, $"{Merchants}/{id}");

    public static string EditMerchant(long id) => string.Create(CultureInfo.InvariantCulture, $"{Merchants}/{id}/edit");

    /// <param name="merchant">商户标识码.</param>
    public static string GoodsOf(string merchant) => $"{Goods}?merchant={Uri.EscapeDataString(merchant)}";

    public static string OneGoods(long id) => string.Create(CultureInfo.InvariantCulture, $"{Goods}/{id}");

    public static string EditGoods(long id) => string.Create(CultureInfo.InvariantCulture, $"{Goods}/{id}/edit");

    public static string Rule(long id) => string.Create(CultureInfo.InvariantCulture, $"{Rules}/{id}");

    public static string EditRule(long id) => string.Create(CultureInfo.InvariantCulture, $"{Rules}/{id}/edit");
}
