using System.ComponentModel.DataAnnotations;

namespace Yaosu.Orgs.Enterprises;

internal sealed class ReasonForm
{
    [Label("原因"), Required(ErrorMessage = "请填写原因。"), MaxLength(Org.ReasonLength, ErrorMessage = "原因不能超过 200 个字，请精简后重试。")]
    public string? Reason { get; set; }
}
