using System.ComponentModel.DataAnnotations;
using Yaosu.Batches.Registry;

namespace Yaosu.Batches.Activation;

public sealed class FreezeForm
{
    [Label("冻结原因"), Required(ErrorMessage = "请填写冻结原因。"), MaxLength(Batch.ReasonLength, ErrorMessage = "冻结原因不能超过 200 个字。")]
    public string? Reason { get; set; }
}
