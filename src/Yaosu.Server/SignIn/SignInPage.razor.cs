using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Ui.Shell;
using Yaosu.Server.Security;

namespace Yaosu.Server.SignIn;

/// <summary>A plain form: a cookie can't be set from a circuit, and nobody should hold one before he is known.</summary>
public partial class SignInPage
{
    private Refusal? _refusal;

    [SupplyParameterFromForm(FormName = "sign-in")]
    private Form? Input { get; set; }

    [SupplyParameterFromQuery(Name = "return")]
    private string? Return { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private SignInWithPassword SignIn { get; set; } = default!;

    [Inject]
    private SessionStore Sessions { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<SignInPage> Log { get; set; } = default!;

    private string Inside => ShellUrls.Inside(Input?.Return ?? Return);

    private string? Described => _refusal is null ? null : "sign-in-refusal";

    private string? Invalid => _refusal is null ? null : "true";

    private async Task SignInAsync()
    {
        var signedIn = await SignIn.RunAsync(Input?.Name ?? "", Input?.Password ?? "", Http.Connection.RemoteIpAddress?.ToString(), Http.Request.Headers.UserAgent.ToString(), Http.RequestAborted);
        if (!signedIn.TryGet(out var step))
        {
            _refusal = signedIn.Refusal;
            Log.LogWarning(SecurityEvents.SignInRefused, "Sign-in as {Name} from {Address} was refused: {Reason}", Input?.Name, Http.Connection.RemoteIpAddress, _refusal!.Code);
            return;
        }
        Log.LogInformation(SecurityEvents.SignedIn, "{Name} signed in from {Address}", Input?.Name, Http.Connection.RemoteIpAddress);
        // Somebody else's session in this browser ends with it.
        if ((SessionCookie.KeyOf(Http.User) ?? Http.Features.Get<LockedSession>()?.Key) is { } before)
            await Sessions.EndAsync(before, CancellationToken.None);
        await SessionCookie.SignInAsync(Http, step.SessionKey);
        Navigation.NavigateTo(Inside);
    }

    public sealed class Form
    {
        public string? Name { get; set; }

        public string? Password { get; set; }

        public string? Return { get; set; }
    }
}
