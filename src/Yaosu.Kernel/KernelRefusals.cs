namespace Yaosu;

/// <summary>Every "no" about numbers that the whole product knows.</summary>
public static class KernelRefusals
{
    public static readonly Refusal CreditCodeMissing = new("kernel.credit-code-missing", "请填写统一社会信用代码。");
    public static readonly Refusal CreditCodeRegion = new("kernel.credit-code-region", "统一社会信用代码的第 3 至 8 位是行政区划码，只能是数字，请对照营业执照核对。");
    public static readonly Refusal CreditCodeCheck = new("kernel.credit-code-check", "统一社会信用代码的校验位不符，其中有一位填错或两位颠倒，请对照营业执照逐位核对。");
    public static readonly Refusal MobileMissing = new("kernel.mobile-missing", "请填写手机号。");
    public static readonly Refusal MobileWrong = new("kernel.mobile-wrong", "手机号应为 11 位数字，以 13 至 19 开头，请核对后重新填写。");
    public static readonly Refusal LicenceMissing = new("kernel.licence-missing", "请填写批准文号。");
    public static readonly Refusal LicenceBeginning = new("kernel.licence-beginning", "批准文号应以“国药准字”开头，如 国药准字H20050123；进口药品填写注册证号，如 H20150123。");
    public static readonly Refusal LicenceShape = new("kernel.licence-shape", "“国药准字”之后应为一个字母（H 化学药、Z 中药、S 生物制品、B、T、F、J）和 8 位数字，境外生产的为 HJ、ZJ、SJ、HC、ZC、SC 和 8 位数字，请对照批件核对。");
    public static readonly Refusal NationalDrugCodeShape = new("kernel.national-drug-code-shape", "药品本位码应为 14 位数字，请核对。");
    public static readonly Refusal NationalDrugCodeBeginning = new("kernel.national-drug-code-beginning", "药品本位码以 869 开头，请核对是否填成了别的编码。");
    public static readonly Refusal NationalDrugCodeCheck = new("kernel.national-drug-code-check", "药品本位码的校验位不符，其中有一位填错或两位颠倒，请逐位核对。");
    public static readonly Refusal DrugIdentificationShape = new("kernel.drug-identification-shape", "药品标识码应为 7 位数字，即 20 位药品追溯码的前 7 位，请核对。");
    public static readonly Refusal BarcodeShape = new("kernel.barcode-shape", "商品条码应为 13 位数字，以 69 开头，请核对。");
    public static readonly Refusal BarcodeCheck = new("kernel.barcode-check", "商品条码的校验位不符，其中有一位填错或两位颠倒，请逐位核对。");

    public static Refusal CreditCodeLength(int length) =>
        new("kernel.credit-code-length", $"统一社会信用代码应为 18 位，现在填了{(length > 100 ? "太多" : $" {length} ")}位，请对照营业执照核对。");

    public static Refusal CreditCodeCharacter(char strange) => new("kernel.credit-code-character", strange is 'I' or 'O' or 'S' or 'V' or 'Z'
        ? $"统一社会信用代码中不会出现字母 {strange}，请核对是否把数字错看成了字母。"
        : "统一社会信用代码只由数字和大写字母组成，请去掉其他字符。");
}
