using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Yaosu.Orgs;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Ui.Shell;
using Yaosu.Server.Security;

namespace Yaosu.Server.SignIn;

/// <summary>Sends the browser to the port for certificates, and takes it back with a code that only this browser can use.</summary>
public partial class CertificateSignInPage
{
    private const string BrowserCookie = "__Host-yaosu-browser";

    private static readonly Refusal[] FromThePort =
    [
        OrgsRefusals.CertificateMissing, OrgsRefusals.CertificateUnknown, OrgsRefusals.CertificateNotYet, OrgsRefusals.CertificateExpired, OrgsRefusals.CertificateRevoked,
        OrgsRefusals.CertificateReplaced, OrgsRefusals.StepTookTooLong,
    ];

    private Refusal? _refusal;
    private string? _present;

    [SupplyParameterFromQuery(Name = "return")]
    private string? Return { get; set; }

    [SupplyParameterFromQuery(Name = "code")]
    private string? Code { get; set; }

    /// <summary>The code of a refusal; whoever writes another one into the address reads nothing.</summary>
    [SupplyParameterFromQuery(Name = "refused")]
    private string? Refused { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private IOptions<CertificateSignInOptions> Options { get; set; } = default!;

    [Inject]
    private SignInWithCertificate SignIn { get; set; } = default!;

    [Inject]
    private SessionStore Sessions { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<CertificateSignInPage> Log { get; set; } = default!;

    private string Inside => ShellUrls.Inside(Return);

    protected override async Task OnInitializedAsync()
    {
        if (!Options.Value.IsOn)
            return;
        if (Code is not null && await EnterAsync(Code))
            return;
        _refusal ??= FromThePort.FirstOrDefault(refusal => refusal.Code == Refused);
        // A new key each time: it is good for one hand-over.
        var key = SignInWithCertificate.NewBrowserKey();
        Http.Response.Cookies.Append(BrowserCookie, key, CookieOptions);
        _present = new Uri(Options.Value.Public, $"{OrgsUrls.PresentCertificate}?browser={SignInWithCertificate.HashOf(key)}&return={Uri.EscapeDataString(Inside)}").AbsoluteUri;
    }

    private static CookieOptions CookieOptions => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = SignInTickets.GoodFor, IsEssential = true };

    private async Task<bool> EnterAsync(string code)
    {
        var signedIn = await SignIn.RunAsync(code, Http.Request.Cookies[BrowserCookie], SignInProgress.AddressOf(Http), SignInProgress.DeviceOf(Http), Http.RequestAborted);
        if (!signedIn.TryGet(out var step))
        {
            _refusal = signedIn.Refusal;
            Log.LogWarning(SecurityEvents.SignInRefused, "A sign-in by certificate from {Address} was refused: {Reason}", Http.Connection.RemoteIpAddress, _refusal!.Code);
            return false;
        }
        Log.LogInformation(SecurityEvents.SignedIn, "Somebody signed in from {Address} by certificate", Http.Connection.RemoteIpAddress);
        Http.Response.Cookies.Delete(BrowserCookie, CookieOptions);
        await SignInProgress.GoOnAsync(Http, Sessions, Navigation, step, Inside);
        return true;
    }
}
