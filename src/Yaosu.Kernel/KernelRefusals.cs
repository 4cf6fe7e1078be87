namespace Yaosu;

/// <summary>Every "no" about numbers that the whole product knows.</summary>
public static class KernelRefusals
{
    public static readonly Refusal CreditCodeMissing = new("kernel.credit-code-missing", "请填写统一社会信用代码。");
    public static readonly Refusal CreditCodeRegion = new("kernel.credit-code-region", "统一社会信用代码的第 3 至 8 位是行政区划码，只能是数字，请对照营业执照核对。");
    public static readonly Refusal CreditCodeCheck = new("kernel.credit-code-check", "统一社会信用代码的校验位不符，其中有一位填错或两位颠倒，请对照营业执照逐位核对。");
    public static readonly Refusal MobileMissing = new("kernel.mobile-missing", "请填写手机号。");
    public static readonly Refusal MobileWrong = new("kernel.mobile-wrong", "手机号应为 11 位数字，以 13 至 19 开头，请核对后重新填写。");

    public static Refusal CreditCodeLength(int length) =>
        new("kernel.credit-code-length", $"统一社会信用代码应为 18 位，现在填了{(length > 100 ? "太多" : $" {length} ")}位，请对照营业执照核对。");

    public static Refusal CreditCodeCharacter(char strange) => new("kernel.credit-code-character", strange is 'I' or 'O' or 'S' or 'V' or 'Z'
        ? $"统一社会信用代码中不会出现字母 {strange}，请核对是否把数字错看成了字母。"
        : "统一社会信用代码只由数字和大写字母组成，请去掉其他字符。");
}
