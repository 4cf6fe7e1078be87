using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Ui.Shell;
using Yaosu.Server.Security;

namespace Yaosu.Server.SignIn;

public partial class SecondStepPage
{
    private Refusal? _refusal;

    [SupplyParameterFromForm(FormName = "second-step")]
    private Form? Input { get; set; }

    [SupplyParameterFromQuery(Name = "return")]
    private string? Return { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private SignInWithSecondStep SignIn { get; set; } = default!;

    [Inject]
    private SessionStore Sessions { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<SecondStepPage> Log { get; set; } = default!;

    private string Inside => ShellUrls.Inside(Input?.Return ?? Return);

    private async Task SignInAsync()
    {
        var signedIn = await SignIn.RunAsync(SignInProgress.TicketOf(Http), Input?.Code ?? "", SignInProgress.AddressOf(Http), SignInProgress.DeviceOf(Http), Http.RequestAborted);
        if (!signedIn.TryGet(out var step))
        {
            _refusal = signedIn.Refusal;
            Log.LogWarning(SecurityEvents.SignInRefused, "The second step of a sign-in from {Address} was refused: {Reason}", Http.Connection.RemoteIpAddress, _refusal!.Code);
            return;
        }
        Log.LogInformation(SecurityEvents.SignedIn, "Somebody signed in from {Address} with a second step", Http.Connection.RemoteIpAddress);
        await SignInProgress.GoOnAsync(Http, Sessions, Navigation, step, Inside);
    }

    public sealed class Form
    {
        public string? Code { get; set; }

        public string? Return { get; set; }
    }
}
