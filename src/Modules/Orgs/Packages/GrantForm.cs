using System.ComponentModel.DataAnnotations;
using Yaosu.Orgs.People;

namespace Yaosu.Orgs.Packages;

internal sealed class GrantForm
{
    [Label("服务包")]
    public IdSet PackageIds { get; set; } = new([]);

    [Label("开始日期"), Required(ErrorMessage = "请选择开始日期。")]
    public DateOnly? From { get; set; }

    [Label("结束日期"), Required(ErrorMessage = "请选择结束日期。")]
    public DateOnly? Until { get; set; }

    [Label("备注"), MaxLength(PackagePurchase.NoteLength, ErrorMessage = "备注不能超过 200 个字，请精简后重试。")]
    public string? Note { get; set; }
}

internal sealed class ProlongForm
{
    [Label("结束日期"), Required(ErrorMessage = "请选择结束日期。")]
    public DateOnly? Until { get; set; }
}
