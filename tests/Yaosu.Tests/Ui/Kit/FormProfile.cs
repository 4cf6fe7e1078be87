using System.ComponentModel.DataAnnotations;

namespace Yaosu.Tests.Ui.Kit;

public enum FormKind
{
    [Label("生产企业")]
    Maker,

    [Label("批发企业")]
    Seller,
}

public sealed class FormProfile
{
    public int Version { get; set; } = 1;

    [Label("姓名"), Required, StringLength(4)]
    public string? Name { get; set; } = "王芳";

    [Label("手机号"), RegularExpression(@"1\d{10}", ErrorMessage = "手机号应为 11 位数字，以 1 开头。")]
    public string? Phone { get; set; } = "13800000000";

    [Label("类型")]
    public FormKind? Kind { get; set; }

    [Label("保证金")]
    public long? Deposit { get; set; } = 12345;

    [Label("提醒")]
    public bool Remind { get; set; }
}
