using System.ComponentModel.DataAnnotations;
using Yaosu.Orgs.Account;

namespace Yaosu.Orgs.Certificates;

internal sealed class CertificateForm
{
    /// <summary>Of the uploaded file; null until there is one that can be read.</summary>
    [Label("证书文件")]
    public long? FileId { get; set; }

    [Label("证书号"), MaxLength(CertificateNumber.MostDigits, ErrorMessage = "证书号应为 6 到 16 位数字，请核对后重新填写。")]
    public string? Number { get; set; }

    [Label("名称"), MaxLength(User.NameLength, ErrorMessage = "姓名不能超过 40 个字。")]
    public string? Name { get; set; }
}
