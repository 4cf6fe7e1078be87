using Yaosu.Codes.Merchants;
using Yaosu.Codes.OwnCodes;
using Yaosu.Codes.Packages;
using Yaosu.Codes.PrintOrders;
using Yaosu.Codes.Products;
using Yaosu.Codes.Rules;

namespace Yaosu.Codes;

/// <summary>Every "no" of this module.</summary>
public static class CodesRefusals
{
    public static readonly Refusal MerchantNotFound = new("codes.merchant-not-found", "没有这个商户，可能已被删除，请刷新列表。");
    public static readonly Refusal MerchantChangedMeanwhile = new("codes.merchant.changed-meanwhile", "这个商户刚刚在别处被修改过，请核对后再保存。");
    public static readonly Refusal MerchantNameTaken = new("codes.merchant-name-taken", "已有同名的商户，请换一个名称。", nameof(MerchantForm.Name));
    public static readonly Refusal MerchantInUse = new("codes.merchant-in-use", "这个商户已被使用，不能删除。");
    public static readonly Refusal SourceUnknown = new("codes.source-unknown", "请选择码来源。", nameof(MerchantForm.Source));
    public static readonly Refusal SourceFixed = new("codes.source-fixed", "码来源在创建后不能修改；需要另一种码来源时，请新建商户。", nameof(MerchantForm.Source));
    public static readonly Refusal PrefixesNeeded = new("codes.prefixes-needed", "码来源为企业自有时，请至少填写一个网址前缀。", nameof(MerchantForm.UrlPrefixes));
    public static readonly Refusal PrefixesNotNeeded = new("codes.prefixes-not-needed", "码来源为药溯平台时没有网址前缀，请清空。", nameof(MerchantForm.UrlPrefixes));
    public static readonly Refusal PrefixesTooMany = new("codes.prefixes-too-many", $"网址前缀最多 {Merchant.MostPrefixes} 个，请删除多余的。", nameof(MerchantForm.UrlPrefixes));
    public static readonly Refusal NoCodeLeft = new("codes.no-merchant-code", "没能为商户取得标识码，请再保存一次。");

    public static readonly Refusal GoodsNotFound = new("codes.goods-not-found", "没有这个商品，可能已被删除，请刷新列表。");
    public static readonly Refusal GoodsChangedMeanwhile = new("codes.goods.changed-meanwhile", "这个商品刚刚在别处被修改过，请核对后再保存。");
    public static readonly Refusal GoodsInUse = new("codes.goods-in-use", "这个商品已生成追溯码，不能删除；不再使用时请停用。");
    public static readonly Refusal GoodsMerchantNeeded = new("codes.goods-merchant-needed", "请选择所属商户。", nameof(GoodsForm.Merchant));
    public static readonly Refusal GoodsMerchantFixed = new("codes.goods-merchant-fixed", "所属商户在创建后不能修改；属于另一个商户的商品请新建。", nameof(GoodsForm.Merchant));
    public static readonly Refusal DrugNotChoosable = new("codes.drug-not-choosable", "关联的药品不存在或已停用，请重新选择。", nameof(GoodsForm.Drug));
    public static readonly Refusal PicturesTooMany = new("codes.pictures-too-many", $"商品图片最多 {Goods.MostPictures} 张，请删除多余的。", nameof(GoodsForm.Pictures));
    public static readonly Refusal PictureGone = new("codes.picture-gone", "有图片已过期或不能使用，请移除后重新上传。", nameof(GoodsForm.Pictures));

    public static readonly Refusal RuleNotFound = new("codes.rule-not-found", "没有这条码规则，可能已被删除，请刷新列表。");
    public static readonly Refusal RuleChangedMeanwhile = new("codes.rule.changed-meanwhile", "这条码规则刚刚在别处被修改过，请核对后再保存。");
    public static readonly Refusal RuleNameTaken = new("codes.rule-name-taken", "已有同名的码规则，请换一个名称。", nameof(CodeRuleForm.Name));
    public static readonly Refusal RuleMerchantNeeded = new("codes.rule-merchant-needed", "请选择关联商户。", nameof(CodeRuleForm.Merchant));
    public static readonly Refusal RuleMerchantOwn = new("codes.rule-merchant-own", "这个商户的码来源为企业自有，不由本平台生成追溯码；请选择码来源为药溯平台的商户。", nameof(CodeRuleForm.Merchant));
    public static readonly Refusal RuleMerchantFixed = new("codes.rule-merchant-fixed", "关联商户在创建后不能修改；属于另一个商户的码规则请新建。", nameof(CodeRuleForm.Merchant));
    public static readonly Refusal RuleInUse = new("codes.rule-in-use", "已用这条码规则生成追溯码，不能删除；不再使用时请设为失效。");
    public static readonly Refusal RuleAlreadyInForce = new("codes.rule-already-in-force", "这条码规则已经生效，请刷新列表。");
    public static readonly Refusal RuleAlreadyDisabled = new("codes.rule-already-disabled", "这条码规则已经失效，请刷新列表。");
    public static readonly Refusal TooManySegments = new("codes.layout-too-many-segments", $"一条码规则最多 {CodeRule.MostSegments} 个码段，请删除多余的。", CodeRuleRules.LayoutField);
    public static readonly Refusal NationalIdentificationNeeded = new("codes.national-identification-needed", "请选择有药品标识码的药品，或直接填写药品标识码。", nameof(NationalCodeForm.Identification));
    public static readonly Refusal PackageNotFound = new("codes.package-not-found", "没有这个码包，请刷新列表。");
    public static readonly Refusal PackageNotReady = new("codes.package-not-ready", "码包还没有生成完成，请稍后再下载。");
    public static readonly Refusal PackageMerchantNeeded = new("codes.package-merchant-needed", "请选择商户。", nameof(PackageForm.Merchant));
    public static readonly Refusal OwnCodesAreNotMade = new("codes.own-codes-are-not-made", "这个商户的码来源为企业自有，不能生码；请选择码来源为药溯平台的商户，或上传自有码。", nameof(PackageForm.Merchant));
    public static readonly Refusal DrugFixed = new("codes.drug-fixed", "已为这个商品生成追溯码，不能改换关联药品：已印出的码会变成另一种药。另一种药请新建商品。", nameof(GoodsForm.Drug));
    public static readonly Refusal GoodsAlreadyRetired = new("codes.goods-already-retired", "这个商品已经停用，请刷新列表。");
    public static readonly Refusal GoodsAlreadyInUse = new("codes.goods-already-in-use", "这个商品正在使用，请刷新列表。");
    public static readonly Refusal PackageIsReady = new("codes.package-is-ready", "码包已经生成完成，不能重新生成或放弃。");
    public static readonly Refusal PackageBeingMade = new("codes.package-being-made", "码包正在生成，请等它结束。");
    public static readonly Refusal ScanUrlNeeded = new("codes.scan-url-needed", "平台还没有设置消费者扫码的网址，暂时不能生码；请联系平台运维设置 Codes:ScanUrl。");
    public static readonly Refusal TooManyCoincidences = new("codes.too-many-coincidences", "按这条码规则写出的码与已有的码一再重复，没有生成；请换一条码规则，或换一段自增数范围，再重新生码。");
    public static readonly Refusal PackageRuleNeeded = new("codes.package-rule-needed", "请为每一级包装选择这个商户已生效的码规则。");
    public static readonly Refusal PackageGoodsGone = new("codes.package-goods-gone", "关联商品不存在、已停用或不属于这个商户，请重新选择。", nameof(PackageForm.Goods));

    public static readonly Refusal OwnMerchantNeeded = new("codes.own-merchant-needed", "请选择码来源为企业自有的商户。", nameof(OwnCodesForm.Merchant));
    public static readonly Refusal PlatformCodesAreNotUploaded = new("codes.platform-codes-are-not-uploaded", "这个商户的码由本平台生成，不能上传自有码；请选择码来源为企业自有的商户。", nameof(OwnCodesForm.Merchant));
    public static readonly Refusal OwnFileNeeded = new("codes.own-file-needed", "请上传码包文件；如果已上传很久，请重新上传。", nameof(OwnCodesForm.File));
    public static readonly Refusal OwnFileEmpty = new("codes.own-file-empty", "文件里没有码，请检查第一列后重新上传。", nameof(OwnCodesForm.File));
    public static readonly Refusal OwnZipBroken = new("codes.own-zip-broken", "压缩包已损坏，无法解压；请重新压缩后再上传。", nameof(OwnCodesForm.File));
    public static readonly Refusal OwnZipEncrypted = new("codes.own-zip-encrypted", "压缩包有密码，无法解压；请去掉密码后重新压缩上传。", nameof(OwnCodesForm.File));
    public static readonly Refusal OwnZipTooLarge = new("codes.own-zip-too-large", "压缩包解压后过大，请拆成几个文件分别上传，或通过开放接口上传。", nameof(OwnCodesForm.File));
    public static readonly Refusal OwnPrefixChanged = new("codes.own-prefix-changed-meanwhile", "商户的网址前缀刚刚被修改，请重新上传。", nameof(OwnCodesForm.File));
    public static readonly Refusal OwnUploadsBusy = new("codes.own-uploads-busy", "正在处理其他大文件，请一分钟后再试。");
    public static readonly Refusal OwnCodesArePrinted = new("codes.own-codes-are-printed", "自有码由企业自行印制，没有图片码包和标签；请下载文字码包。");
    public static readonly Refusal OnlyOwnPackagesGo = new("codes.only-own-packages-go", "只有上传的自有码包可以删除；生成的码包要保留，以便识别已印出的码。");
    public static readonly Refusal PackageInUse = new("codes.package-in-use", "这个码包已被使用，不能删除。");

    public static readonly Refusal NotACode = new("codes.not-a-code", "这不是一个码：请扫码，或输入码上的数字和字母。");
    public static readonly Refusal CodeUnknown = new("codes.code-not-found", "不是本企业的码，请核对后重新输入或扫描。");

    public static Refusal TooManyAtOnce(int codes) => new("codes.too-many-at-once", FormattableString.Invariant($"共 {codes:N0} 个码，一次最多查询 {Query.LookUpCode.MostAtOnce} 个，请分批查询。"));

    public static Refusal TooManyOwnFiles(int most) => new("codes.own-too-many-files", $"压缩包里最多放 {most} 个文件，请分开压缩后分别上传。", nameof(OwnCodesForm.File));

    public static Refusal NotOwnFile(string name) => new("codes.own-not-a-list", $"压缩包里的“{name}”不是 csv 或 txt 文件，请去掉后重新压缩上传。", nameof(OwnCodesForm.File));

    public static Refusal TooManyOwnCodes(long most) => new("codes.own-too-many", FormattableString.Invariant($"文件里的码超过 {most:N0} 个，请拆成几个文件分别上传。"), nameof(OwnCodesForm.File));

    public static Refusal OwnLinesWrong(long wrong) => new("codes.own-lines-wrong", FormattableString.Invariant($"有 {wrong:N0} 行不能使用，没有保存任何码；请改好后重新上传。"), nameof(OwnCodesForm.File));

    public static Refusal OwnLineWrong(string place, string content, string why) => new("codes.own-line-wrong", $"{place}“{content}”不能使用（{why.TrimEnd('。')}）。", place);

    public static Refusal TooManyPictures(long total, int most) => new("codes.too-many-pictures", FormattableString.Invariant($"码包共 {total:N0} 个码，图片码包最多 {most:N0} 个；请改用文字码包或标签 PDF。"));
    public static readonly Refusal NoPayee = new("codes.no-payee", "平台还没有设置收款账户，请联系平台运营人员设置后再下单；也可以下载码包，自行印制。");
    public static readonly Refusal PrintOrderNotFound = new("codes.print-order-not-found", "没有这个印码订单，请刷新列表。");
    public static readonly Refusal PrintOrderMoved = new("codes.print-order-moved", "这个订单刚刚在别处被处理过，请核对现在的状态。");
    public static readonly Refusal PrintOrderNotInHand = new("codes.print-order-not-in-hand", "付款核实之后、邮寄之前才能下载订单的码包，请核对订单现在的状态。");
    public static readonly Refusal PrintProcessNeeded = new("codes.print-process-needed", "请选择印码工艺。", nameof(PrintChoice.Process));
    public static readonly Refusal PrintPackagesNeeded = new("codes.print-packages-needed", $"请选择 1 到 {PrintablePackages.Most} 个码包。", nameof(PrintChoice.Packages));
    public static readonly Refusal PackageNotPrintable = new("codes.package-not-printable", "只能选择本企业已完成、有流水码的码包，请返回第一步重新选择。", nameof(PrintChoice.Packages));
    public static readonly Refusal PrintPriceChanged = new("codes.print-price-changed", "印码价格刚刚调整，请重新打开页面，核对金额后再提交。");
    public static readonly Refusal PrintNumberTaken = new("codes.print-number-taken", "同时提交的订单太多，没能取得订单号，请再提交一次。");
    public static readonly Refusal ReceiverPhoneWrong = new("codes.receiver-phone-wrong", "电话应为手机号，或带区号的固定电话，例如 010-12345678，请修改。", nameof(PrintReceiver.Phone));
    public static readonly Refusal PrintReasonWrong = new("codes.print-reason-wrong", $"请填写原因，不超过 {PrintOrder.ReasonLength} 个字。", nameof(UnpaidForm.Reason));
    public static readonly Refusal CarrierWrong = new("codes.carrier-wrong", $"请填写快递公司，不超过 {PrintOrder.CarrierLength} 个字。", nameof(ShipForm.Carrier));
    public static readonly Refusal TrackingWrong = new("codes.tracking-wrong", $"请填写邮寄单号：字母、数字和连字符，不超过 {PrintOrder.TrackingLength} 个。", nameof(ShipForm.Tracking));
    public static readonly Refusal PricesTooEarly = new("codes.prices-too-early", "生效日期最早为明天，请重新选择。", nameof(PrintPricesForm.From));
    public static readonly Refusal PricesTaken = new("codes.prices-taken", "这一天已经设置过印码价格，请换一个生效日期。", nameof(PrintPricesForm.From));
    public static readonly Refusal PricesGone = new("codes.prices-gone", "这份价格已经撤回，请刷新页面。");
    public static readonly Refusal PricesInForce = new("codes.prices-in-force", "这份价格已经生效，不能撤回；可以设置新的价格。");
    public static readonly Refusal PricesRise = new("codes.prices-rise", "请修改单价，或保存时确认。", nameof(PrintPricesForm.Tiers));
    public static readonly Refusal TiersWrong = new("codes.tiers-wrong", $"请填写 1 到 {PrintPriceList.MostTiers} 档，起始数量从小到大。", nameof(PrintPricesForm.Tiers));

    public static Refusal PackageInOrder(string package, string order) => new("codes.package-in-order", $"码包 {package} 已在未完成的印码订单 {order} 中，请取消选择，或等那个订单完成。", nameof(PrintChoice.Packages));

    public static Refusal PriceWrong(string what, string field) => new("codes.price-wrong", $"{what}应大于 0，不超过 1,000,000.00 元，请修改。", field);

    public static Refusal TierWrong(string line) => new("codes.tier-wrong", $"“{line}”不是一档单价：应为起始数量（大于 1 的整数）、空格、单价（最多两位小数），例如 30000 0.12。", nameof(PrintPricesForm.Tiers));

    public static Refusal TooManyCodes(long total, long most) => new("codes.too-many", FormattableString.Invariant($"本次共 {total:N0} 枚（各级合计），一次最多生成 {most:N0} 枚，请减少数量，分多次生成。"), nameof(PackageForm.Quantity));

    public static Refusal Missing(string what, string field) => new("codes.missing", $"请填写{what}。", field);

    public static Refusal TooLong(string what, int most, string field) => new("codes.too-long", $"{what}不能超过 {most} 个字。", field);

    public static Refusal PrefixWrong(string prefix) => new("codes.prefix-wrong",
        $"“{prefix}”不能作为网址前缀：应以 https:// 开头并写出完整域名，不含空格、问号和井号，例如 https://m.example.com/c/，请修改。", nameof(MerchantForm.UrlPrefixes));

    public static Refusal PrefixTwice(string prefix) => new("codes.prefix-twice", $"网址前缀“{prefix}”重复，请删除其中一个。", nameof(MerchantForm.UrlPrefixes));

    public static Refusal PrefixesOverlap(string prefix, string other) => new("codes.prefixes-overlap",
        $"网址前缀“{prefix}”与“{other}”一个包含另一个，分不清码属于哪一个，请只保留其中一个。", nameof(MerchantForm.UrlPrefixes));

    public static Refusal PrefixOfAnother(string prefix) => new("codes.prefix-taken", $"网址前缀“{prefix}”已由其他企业登记，如确属贵企业，请联系平台。", nameof(MerchantForm.UrlPrefixes));

    public static Refusal PrefixOfMerchant(string prefix, string merchant, string other) => new("codes.prefix-of-merchant",
        $"网址前缀“{prefix}”与商户“{merchant}”的“{other}”重叠，分不清码属于哪个商户，请修改。", nameof(MerchantForm.UrlPrefixes));

    public static Refusal PrefixUsed(string prefix) => new("codes.prefix-used", $"已上传以“{prefix}”开头的码，不能去掉这个网址前缀，请加回。", nameof(MerchantForm.UrlPrefixes));

    public static Refusal RuleDisabled(string rule) => new("codes.rule-disabled", $"码规则“{rule}”已失效，不能用来生成追溯码；请换一条码规则，或先使它生效。");

    public static Refusal MerchantHasRules(string merchant, int rules) => new("codes.merchant-has-rules", $"商户“{merchant}”还有 {rules} 条码规则，请先删除这些码规则，再删除商户。");

    public static Refusal MerchantHasGoods(string merchant, int goods) => new("codes.merchant-has-goods", $"商户“{merchant}”还有 {goods} 个商品，请先删除这些商品，再删除商户。");
}
