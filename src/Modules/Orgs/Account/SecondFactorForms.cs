using System.ComponentModel.DataAnnotations;

namespace Yaosu.Orgs.Account;

internal sealed class SecondFactorCodeForm
{
    [Label("动态码"), Required(ErrorMessage = "请填写身份验证器显示的 6 位数字。"), MaxLength(20, ErrorMessage = "动态码是 6 位数字。")]
    public string? Code { get; set; }
}

internal sealed class SecondFactorOffForm
{
    [Label("当前密码"), Required(ErrorMessage = "请填写当前密码。")]
    public string? CurrentPassword { get; set; }
}
