using System.ComponentModel.DataAnnotations;

namespace Yaosu.Orgs.MainAccounts;

internal class ProofForm
{
    [Label("当前密码"), Required(ErrorMessage = "请填写您自己的登录密码。")]
    public string? Password { get; set; }

    /// <summary>Null for those whose sign-in asks for no second step.</summary>
    [Label("动态码"), MaxLength(30, ErrorMessage = "动态码是 6 位数字。")]
    public string? Code { get; set; }
}

internal sealed class OfferForm : ProofForm
{
    [Label("接收人"), Required(ErrorMessage = "请选择接收人。")]
    public long? ToId { get; set; }
}
