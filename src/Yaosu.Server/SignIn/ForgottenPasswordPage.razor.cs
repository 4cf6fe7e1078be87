using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Sms;
using Yaosu.Server.Security;

namespace Yaosu.Server.SignIn;

/// <summary>Number, code, new password: each a plain form of the same page.</summary>
public partial class ForgottenPasswordPage
{
    private Refusal? _refusal;
    private bool _asked;
    private bool _isDone;
    private string? _ticket;
    private IReadOnlyList<AccountChoice>? _accounts;

    [SupplyParameterFromForm(FormName = "ask")]
    private AskForm? Ask { get; set; }

    [SupplyParameterFromForm(FormName = "code")]
    private CodeForm? Code { get; set; }

    [SupplyParameterFromForm(FormName = "new-password")]
    private NewForm? New { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private AskForCode AskFor { get; set; } = default!;

    [Inject]
    private SetForgottenPassword SetForgotten { get; set; } = default!;

    [Inject]
    private ILogger<ForgottenPasswordPage> Log { get; set; } = default!;

    private string? Mobile => Ask?.Mobile ?? Code?.Mobile;

    private string? Described => _refusal is null ? null : "refusal";

    private string? Invalid => _refusal is null ? null : "true";

    /// <summary>A form is found by its name only when it stands on the page before it is handled.</summary>
    protected override void OnInitialized()
    {
        _asked = Code is not null;
        if (New is not null)
            (_ticket, _accounts) = (New.Ticket, []);
    }

    private async Task AskAsync()
    {
        _refusal = (await AskFor.RunAsync(Mobile ?? "", PhoneCodeUse.NewPassword, Http.RequestAborted)).Refusal;
        _asked = _refusal is null || _refusal == SmsRefusals.WaitAMinute;
    }

    private async Task CheckAsync()
    {
        _asked = true;
        var proof = await SetForgotten.CheckAsync(Mobile ?? "", Code?.Digits ?? "", Http.RequestAborted);
        if (proof.TryGet(out var right))
            (_ticket, _accounts) = (right.Ticket, right.Accounts);
        else
            Refuse(proof.Refusal!);
    }

    private async Task SetAsync()
    {
        var set = await SetForgotten.RunAsync(New?.Ticket ?? "", New?.UserId ?? 0, New?.Password ?? "", New?.Repeat ?? "", SignInProgress.AddressOf(Http), Http.RequestAborted);
        _isDone = set.IsDone;
        if (_isDone)
            return;
        // Too old to try again with: from the start.
        (_ticket, _accounts) = (New?.Ticket, SetForgotten.AccountsOf(New?.Ticket ?? ""));
        Refuse(set.Refusal!);
    }

    private void Refuse(Refusal refusal)
    {
        _refusal = refusal;
        Log.LogWarning(SecurityEvents.SignInRefused, "A new password asked for from {Address} was refused: {Reason}", Http.Connection.RemoteIpAddress, refusal.Code);
    }

    public sealed class AskForm
    {
        public string? Mobile { get; set; }
    }

    public sealed class CodeForm
    {
        public string? Mobile { get; set; }

        public string? Digits { get; set; }
    }

    public sealed class NewForm
    {
        public string? Ticket { get; set; }

        public long UserId { get; set; }

        public string? Password { get; set; }

        public string? Repeat { get; set; }
    }
}
