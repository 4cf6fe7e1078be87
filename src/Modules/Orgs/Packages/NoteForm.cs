using System.ComponentModel.DataAnnotations;

namespace Yaosu.Orgs.Packages;

internal sealed class NoteForm
{
    [Label("说明（可不填）"), MaxLength(PackageApplication.TextLength, ErrorMessage = "说明不能超过 200 个字，请精简后重试。")]
    public string? Note { get; set; }
}
