using System.ComponentModel.DataAnnotations;

namespace Yaosu.Platform.Api;

/// <summary>Section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>For one key on one node.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Api:RequestsPerMinute 应在 1 到 1000000 之间")]
    public int RequestsPerMinute { get; set; } = 600;
}
