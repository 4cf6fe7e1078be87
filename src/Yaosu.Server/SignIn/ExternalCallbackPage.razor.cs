using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.ExternalAccounts;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Access;
using Yaosu.Server.Security;

namespace Yaosu.Server.SignIn;

/// <summary>Where an identity provider leads back to; shows itself only when that came to nothing.</summary>
public partial class ExternalCallbackPage
{
    private Refusal? _refusal;

    [Parameter]
    public string Provider { get; set; } = "";

    [SupplyParameterFromQuery(Name = "state")]
    private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "code")]
    private string? Code { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    [SupplyParameterFromQuery(Name = "iss")]
    private string? Issuer { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private SignInWithExternal SignIn { get; set; } = default!;

    [Inject]
    private SessionStore Sessions { get; set; } = default!;

    [Inject]
    private RequestActor Requester { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<ExternalCallbackPage> Log { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var ticket = ExternalCookie.Of(Http);
        ExternalCookie.Delete(Http); // Good once, whatever comes of it.
        var signedIn = await SignIn.RunAsync(Requester.IsSignedIn ? Requester.Actor : null, Provider, ticket, new(State, Code, Error, Issuer), SignInProgress.AddressOf(Http), SignInProgress.DeviceOf(Http), Http.RequestAborted);
        if (!signedIn.TryGet(out var done))
        {
            _refusal = signedIn.Refusal;
            Log.LogWarning(SecurityEvents.SignInRefused, "A sign-in by an external account from {Address} was refused: {Reason}", Http.Connection.RemoteIpAddress, _refusal!.Code);
            return;
        }
        if (done.Step is not { } step)
        {
            Navigation.NavigateTo(done.ReturnUrl);
            return;
        }
        if (step.IsIn)
            Log.LogInformation(SecurityEvents.SignedIn, "Somebody signed in from {Address} by an external account", Http.Connection.RemoteIpAddress);
        await SignInProgress.GoOnAsync(Http, Sessions, Navigation, step, done.ReturnUrl);
    }
}
