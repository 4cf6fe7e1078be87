using System.ComponentModel.DataAnnotations;
using Yaosu.Orgs.Onboarding;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Papers;

internal sealed class RenewForm
{
    [Label("证号"), Required(ErrorMessage = "请填写证号，不超过 60 个字符。"), MaxLength(JoinQualification.NumberLength, ErrorMessage = "请填写证号，不超过 60 个字符。")]
    public string? Number { get; set; }

    /// <summary>Null for papers without an end.</summary>
    [Label("有效期至")]
    public DateOnly? ExpiresOn { get; set; }

    /// <summary>Null until one was uploaded.</summary>
    public UploadedFile? File { get; set; }
}
