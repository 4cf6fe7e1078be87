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

    private string? Described => _refusal is null ? null : "refusal";

    private string? Invalid => _refusal is null ? null : "true";

    private async Task SignInAsync()
    {
        var signedIn = await SignIn.RunAsync(Input?.Name ?? "", Input?.Password ?? "", SignInProgress.AddressOf(Http), SignInProgress.DeviceOf(Http), Http.RequestAborted);
        if (!signedIn.TryGet(out var step))
        {
            _refusal = signedIn.Refusal;
            Log.LogWarning(SecurityEvents.SignInRefused, "Sign-in as {Name} from {Address} was refused: {Reason}", Input?.Name, Http.Connection.RemoteIpAddress, _refusal!.Code);
            return;
        }
        if (step.IsIn)
            Log.LogInformation(SecurityEvents.SignedIn, "{Name} signed in from {Address}", Input?.Name, Http.Connection.RemoteIpAddress);
        await SignInProgress.GoOnAsync(Http, Sessions, Navigation, step, Inside);
    }

    public sealed class Form
    {
        public string? Name { get; set; }

        public string? Password { get; set; }

        public string? Return { get; set; }
    }
}
