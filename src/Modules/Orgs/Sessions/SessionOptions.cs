using System.ComponentModel.DataAnnotations;

namespace Yaosu.Orgs.Sessions;

/// <summary>Section <c>Sessions</c>.</summary>
public sealed class SessionOptions
{
    /// <summary>Signed out after so many minutes without a sign of life.</summary>
    [Range(1, 1440, ErrorMessage = "Sessions:IdleMinutes 应在 1 到 1440 之间")]
    public int IdleMinutes { get; set; } = 30;

    /// <summary>Signed out after so many hours whatever happens.</summary>
    [Range(1, 168, ErrorMessage = "Sessions:AbsoluteHours 应在 1 到 168 之间")]
    public int AbsoluteHours { get; set; } = 12;
}
