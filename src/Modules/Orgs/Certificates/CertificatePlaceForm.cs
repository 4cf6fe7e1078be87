using System.ComponentModel.DataAnnotations;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Stores;

namespace Yaosu.Orgs.Certificates;

internal sealed class CertificatePlaceForm
{
    public int Version { get; set; }

    [Label("名称"), Required(ErrorMessage = "请填写姓名。"), MaxLength(User.NameLength, ErrorMessage = "姓名不能超过 40 个字。")]
    public string? Name { get; set; }

    [Label("所属机构"), Required(ErrorMessage = "请选择所属机构。")]
    public long? DepartmentId { get; set; }

    [Label("角色")]
    public IdSet RoleIds { get; set; } = new([]);

    /// <summary>Shown and sent in the headquarters of a chain alone.</summary>
    [Label("管理企业")]
    public StoreChoice? Stores { get; set; }
}
