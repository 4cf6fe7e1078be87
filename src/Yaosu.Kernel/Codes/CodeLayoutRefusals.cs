namespace Yaosu.Codes;

/// <summary>Every "no" about how codes are put together, packed and counted.</summary>
public static class CodeLayoutRefusals
{
    public static readonly Refusal LengthRange = new("codes.layout-length", "码长度应为 16 至 32 位，请修改码长度。");
    public static readonly Refusal NoSegments = new("codes.layout-empty", "码规则至少需要一个码段，请新增码段。");
    public static readonly Refusal TwoGuards = new("codes.layout-two-guards", "一个码规则只能有一个防伪字符码段，请删除多余的防伪字符。");
    public static readonly Refusal TwoCounters = new("codes.layout-two-counters", "一个码规则只能有一个自增数码段，请删除多余的自增数。");
    public static readonly Refusal AllAlike = new("codes.layout-all-alike", "没有防伪字符也没有自增数时，生成的码会完全相同；请新增防伪字符或自增数码段。");
    public static readonly Refusal Unreadable = new("codes.layout-unreadable", "保存的码规则无法读取，请重新编辑并保存这条码规则。");
    public static readonly Refusal NewerVersion = new("codes.layout-newer", "这条码规则由更新版本的系统保存，请先升级系统再使用。");

    public static readonly Refusal NameMissing = new("codes.segment-name-missing", "请填写码段名称。");
    public static readonly Refusal NameLong = new("codes.segment-name-long", $"码段名称最多 {CodeLayout.LongestName} 个字，请缩短名称。");
    public static readonly Refusal GuardAlphabet = new("codes.guard-alphabet", "请选择防伪字符的字符类型：纯数字、纯字母或混合码。");
    public static readonly Refusal FixedTextMissing = new("codes.fixed-text-missing", "请填写自定义内容。");
    public static readonly Refusal FixedTextLong = new("codes.fixed-text-long", $"自定义内容最多 {CodeSegment.FixedText.MostCharacters} 位，请缩短内容。");
    public static readonly Refusal FixedTextCharacter = new("codes.fixed-text-character", "自定义内容只能由数字和大写字母组成，请去掉其他字符。");
    public static readonly Refusal CounterLength = new("codes.counter-length", $"自增数的长度应为 1 至 {CodeSegment.Counter.MostDigits} 位，请修改长度。");
    public static readonly Refusal CounterOrder = new("codes.counter-order", "自增数的起始值不能小于 0，结束值不能小于起始值，请修改起始值或结束值。");
    public static readonly Refusal NationalIdentification = new("codes.national-identification", "药品标识码应为 7 位数字，请核对后重新填写。");

    public static readonly Refusal PackLevelCount = new("codes.pack-levels", "包装级别为一级、二级或三级，请选择其中一种。");
    public static readonly Refusal PackRatio = new("codes.pack-ratio", $"每级包装内含的数量应为 1 至 {PackLevels.LargestRatio} 之间的整数，请修改数量。");
    public static readonly Refusal PackQuantity = new("codes.pack-quantity", "最外层包装的数量至少为 1，请填写数量。");
    public static readonly Refusal PackTotal = new("codes.pack-total", "各级数量合计过大，无法计算，请减少最外层包装的数量。");

    public static Refusal TooLong(int used, int length) => new("codes.layout-too-long", $"已使用长度 {used}，比码长度 {length} 多 {used - length} 位，请缩短或删除码段，或加大码长度。");

    public static Refusal TooShort(int used, int length) => new("codes.layout-too-short", $"已使用长度 {used}，剩余长度 {length - used}，请加长码段、新增码段，或减小码长度。");

    public static Refusal GuardLength(CodeAlphabet alphabet) => new("codes.guard-length",
        $"防伪字符为{alphabet.Text}时，长度应为 {alphabet.MinimumGuardLength} 至 {CodeLayout.MostCharacters} 位，请修改长度。");

    public static Refusal CounterTooNarrow(long to, int length) => new("codes.counter-too-narrow", $"自增数的结束值 {to} 超过 {length} 位，请加大码段长度或减小结束值。");

    public static Refusal CounterExhausted(long asked, long left) => new("codes.counter-exhausted", $"自增数还可生成 {left} 个码，不够本次的 {asked} 个，请减少生码数量，或修改码规则的结束值。");

    public static Refusal GuardExhausted(long asked) => new("codes.guard-exhausted", $"防伪字符剩下的码不够本次的 {asked} 个，请减少生码数量，或改用更长的防伪字符。");
}
