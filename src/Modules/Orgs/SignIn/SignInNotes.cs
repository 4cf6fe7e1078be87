using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.SignIn;

/// <summary>What the audit line of a sign-in says beside the person: method, device and, when it failed, why.</summary>
internal static class SignInNotes
{
    private const char Between = '；';

    private static readonly HashSet<string> Methods = [.. Enum.GetValues<SignInMethod>().Select(method => Labels.Of(method))];

    internal static string Of(SignInMethod method, string? device, string? why = null)
    {
        var note = $"{StartOf(method)}{DeviceName.Of(device)}";
        return why is null ? note : $"{note}{Between}{why}";
    }

    /// <summary>How the notes of a method begin.</summary>
    internal static string StartOf(SignInMethod method) => $"{Labels.Of(method)}{Between}";

    /// <summary>Null for what a note doesn't say; one that was written otherwise is told as it stands.</summary>
    internal static (string? Method, string? Device, string? More) Read(string? note) => note?.Split(Between, 3) switch
    {
        [var method, var device, .. var more] when Methods.Contains(method) => (method, device, more is [var why] ? why : null),
        _ => (null, null, note),
    };
}
