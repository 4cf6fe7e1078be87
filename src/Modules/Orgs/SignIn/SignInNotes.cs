using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.SignIn;

/// <summary>What the audit line of a sign-in says beside the person: method, device and, when it failed, why.</summary>
internal static class SignInNotes
{
    private const char Between = '；';

    internal static string Of(SignInMethod method, string? device, string? why = null)
    {
        var note = $"{Labels.Of(method)}{Between}{DeviceName.Of(device)}";
        return why is null ? note : $"{note}{Between}{why}";
    }
}
