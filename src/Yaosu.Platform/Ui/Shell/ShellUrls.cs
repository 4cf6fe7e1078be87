namespace Yaosu.Platform.Ui.Shell;

/// <summary>The addresses the shell itself links to. The host serves them.</summary>
public static class ShellUrls
{
    public const string Home = "/";
    public const string Account = "/my/account";
    public const string SignIn = "/sign-in";
    public const string Help = "/help";

    /// <summary>Takes a POST with an antiforgery token.</summary>
    public const string SignOut = "/sign-out";

    /// <summary>A sign of life of the person; takes a POST with an antiforgery token in the header RequestVerificationToken.</summary>
    public const string KeepAlive = "/session/alive";

    /// <summary>Locks the screen; takes a POST with an antiforgery token.</summary>
    public const string Lock = "/session/lock";

    /// <summary>Ends viewing as a role; takes a POST with an antiforgery token.</summary>
    public const string EndViewing = "/orgs/viewing/end";

    public const string SessionEnded = "/session-ended";

    /// <summary>The page shown when this browser's session ended elsewhere; it leads back to where the person was.</summary>
    public static string SessionEndedFrom(string pathAndQuery) => $"{SessionEnded}?return={Uri.EscapeDataString(pathAndQuery)}";

    public static string SignInFrom(string pathAndQuery) => $"{SignIn}?return={Uri.EscapeDataString(pathAndQuery)}";

    /// <summary>The address when it stays within this console, else the workbench: a return address comes from outside and must not lead there.</summary>
    public static string Inside(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal) && !address.Any(char.IsControl)
            ? address
            : Home;
}
