using Microsoft.AspNetCore.Components;
using Yaosu.Orgs;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Ui.Shell;
using Yaosu.Server.Security;

namespace Yaosu.Server.SignIn;

/// <summary>Shows a code; once the phone has confirmed, its form is sent: by the script of the page, or by hand where scripts are off.</summary>
public partial class QrSignInPage
{
    private Refusal? _refusal;
    private AskForQrSignIn.Asked? _asked;

    [SupplyParameterFromForm(FormName = "qr")]
    private FetchForm? Fetch { get; set; }

    [SupplyParameterFromQuery(Name = "return")]
    private string? Return { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private AskForQrSignIn AskFor { get; set; } = default!;

    [Inject]
    private SignInWithQr SignIn { get; set; } = default!;

    [Inject]
    private SessionStore Sessions { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<QrSignInPage> Log { get; set; } = default!;

    private string Inside => ShellUrls.Inside(Fetch?.Return ?? Return);

    // Also on a POST: the form is only there when there is a code to show, and a refused one needs a new one.
    protected override async Task OnInitializedAsync()
    {
        _asked = await AskFor.RunAsync(QrCookie.Of(Http), SignInProgress.AddressOf(Http), SignInProgress.DeviceOf(Http), Http.RequestAborted);
        QrCookie.Set(Http, _asked);
    }

    private async Task SignInAsync()
    {
        var signedIn = await SignIn.RunAsync(Fetch?.Id ?? "", QrCookie.Of(Http), SignInProgress.AddressOf(Http), SignInProgress.DeviceOf(Http), Http.RequestAborted);
        if (!signedIn.TryGet(out var step))
        {
            _refusal = signedIn.Refusal;
            Log.LogWarning(SecurityEvents.SignInRefused, "A sign-in by phone from {Address} was refused: {Reason}", Http.Connection.RemoteIpAddress, _refusal!.Code);
            return;
        }
        Log.LogInformation(SecurityEvents.SignedIn, "Somebody signed in from {Address} by phone", Http.Connection.RemoteIpAddress);
        QrCookie.Delete(Http);
        await SignInProgress.GoOnAsync(Http, Sessions, Navigation, step, Inside);
    }

    private string AddressOf(string id) => Navigation.ToAbsoluteUri(OrgsUrls.AnswerQr(id)).AbsoluteUri;

    public sealed class FetchForm
    {
        public string? Id { get; set; }

        public string? Return { get; set; }
    }
}
