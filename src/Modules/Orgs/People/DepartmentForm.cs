using System.ComponentModel.DataAnnotations;

namespace Yaosu.Orgs.People;

public sealed class DepartmentForm
{
    /// <summary>Null for a new unit.</summary>
    public long? Id { get; set; }

    public int Version { get; set; }

    [Label("部门名称"), Required(ErrorMessage = "请填写部门名称。"), MaxLength(Department.NameLength, ErrorMessage = "部门名称不能超过 40 个字。")]
    public string? Name { get; set; }

    [Label("上级部门")]
    public long? ParentId { get; set; }
}
