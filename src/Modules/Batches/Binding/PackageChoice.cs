using System.ComponentModel.DataAnnotations;

namespace Yaosu.Batches.Binding;

internal sealed class PackageChoice
{
    /// <summary>Another set with each pick, so that the form sees the change.</summary>
    [Label("码包"), MinLength(1, ErrorMessage = "请至少选择一个码包。")]
    public IReadOnlyList<long> Packages { get; set; } = [];
}
