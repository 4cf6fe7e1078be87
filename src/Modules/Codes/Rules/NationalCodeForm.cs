using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Rules;

/// <summary>Whose national codes a rule makes: one of the two says it.</summary>
internal sealed class NationalCodeForm
{
    [Label("药品")]
    public PickChoice? Drug { get; set; }

    [Label("药品标识码")]
    public string? Identification { get; set; }
}
