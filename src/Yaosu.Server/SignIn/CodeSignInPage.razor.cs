using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Sms;
using Yaosu.Platform.Ui.Shell;
using Yaosu.Server.Security;

namespace Yaosu.Server.SignIn;

/// <summary>Number, code, and the account when several share the number: each a plain form of the same page.</summary>
public partial class CodeSignInPage
{
    private Refusal? _refusal;
    private bool _asked;
    private string? _ticket;
    private IReadOnlyList<AccountChoice> _accounts = [];

    [SupplyParameterFromForm(FormName = "ask")]
    private AskForm? Ask { get; set; }

    [SupplyParameterFromForm(FormName = "code")]
    private CodeForm? Code { get; set; }

    [SupplyParameterFromForm(FormName = "choose")]
    private ChoiceForm? Choice { get; set; }

    [SupplyParameterFromQuery(Name = "return")]
    private string? Return { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private AskForCode AskFor { get; set; } = default!;

    [Inject]
    private SignInWithCode SignIn { get; set; } = default!;

    [Inject]
    private SessionStore Sessions { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<CodeSignInPage> Log { get; set; } = default!;

    private string Inside => ShellUrls.Inside(Ask?.Return ?? Code?.Return ?? Choice?.Return ?? Return);

    private string? Mobile => Ask?.Mobile ?? Code?.Mobile;

    private string? Described => _refusal is null ? null : "refusal";

    private string? Invalid => _refusal is null ? null : "true";

    /// <summary>A form is found by its name only when it stands on the page before it is handled.</summary>
    protected override void OnInitialized() => (_asked, _ticket) = (Code is not null, Choice?.Ticket);

    private async Task AskAsync()
    {
        _refusal = (await AskFor.RunAsync(Mobile ?? "", PhoneCodeUse.SignIn, Http.RequestAborted)).Refusal;
        // Too soon after the last one: that one may still be typed in.
        _asked = _refusal is null || _refusal == SmsRefusals.WaitAMinute;
    }

    private async Task SignInAsync()
    {
        _asked = true;
        await GoOnAsync(await SignIn.RunAsync(Mobile ?? "", Code?.Digits ?? "", SignInProgress.AddressOf(Http), SignInProgress.DeviceOf(Http), Http.RequestAborted));
    }

    private async Task ChooseAsync() =>
        await GoOnAsync(await SignIn.ChooseAsync(Choice?.Ticket ?? "", Choice?.UserId ?? 0, SignInProgress.AddressOf(Http), SignInProgress.DeviceOf(Http), Http.RequestAborted));

    private async Task GoOnAsync(Outcome<SignInStep> signedIn)
    {
        if (!signedIn.TryGet(out var step))
        {
            (_refusal, _ticket) = (signedIn.Refusal, null);
            Log.LogWarning(SecurityEvents.SignInRefused, "A sign-in by message from {Address} was refused: {Reason}", Http.Connection.RemoteIpAddress, _refusal!.Code);
        }
        else if (step.Accounts.Count > 0)
        {
            (_ticket, _accounts) = (step.Ticket, step.Accounts);
        }
        else
        {
            Log.LogInformation(SecurityEvents.SignedIn, "Somebody signed in from {Address} by message", Http.Connection.RemoteIpAddress);
            await SignInProgress.GoOnAsync(Http, Sessions, Navigation, step, Inside);
        }
    }

    public sealed class AskForm
    {
        public string? Mobile { get; set; }

        public string? Return { get; set; }
    }

    public sealed class CodeForm
    {
        public string? Mobile { get; set; }

        public string? Digits { get; set; }

        public string? Return { get; set; }
    }

    public sealed class ChoiceForm
    {
        public string? Ticket { get; set; }

        public long UserId { get; set; }

        public string? Return { get; set; }
    }
}
