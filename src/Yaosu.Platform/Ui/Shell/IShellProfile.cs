namespace Yaosu.Platform.Ui.Shell;

/// <summary>What the top bar tells about who is signed in and for which enterprise.</summary>
public interface IShellProfile
{
    ValueTask<ShellProfile> GetAsync(Actor actor, CancellationToken ct = default);
}

/// <param name="AvatarUrl">Null: the first character of the name stands in for a picture.</param>
/// <param name="BoundAccount">The account of another platform that signs in as this one; null when none is bound.</param>
public sealed record ShellProfile(string OrgName, string PersonName, string? AvatarUrl = null, string? BoundAccount = null);

/// <summary>Lets a page tell the layout of its own circuit that what the top bar shows has changed, say after an avatar upload.</summary>
public sealed class ShellSignals
{
    public event Action? ProfileChanged;

    public void TellProfileChanged() => ProfileChanged?.Invoke();
}
