using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Access;
using Yaosu.Server.Security;

namespace Yaosu.Server.SignIn;

/// <summary>What the phone opens when it has scanned a code. A plain form, as every page about signing in.</summary>
public partial class AnswerQrPage
{
    private static readonly (string Title, string Text) Confirmed = ("已确认", "那台设备正在登录，您可以关闭本页。不是您本人操作时，请立即在“登录设备”里让它退出，并修改密码。");
    private static readonly (string Title, string Text) Refused = ("已取消", "那台设备没有登录，您可以关闭本页。");

    private Refusal? _refusal;
    private AnswerQrSignIn.Asking? _asking;
    private (string Title, string Text)? _done;

    [Parameter]
    public string Id { get; set; } = "";

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private AnswerQrSignIn Answer { get; set; } = default!;

    [Inject]
    private RequestActor Requester { get; set; } = default!;

    [Inject]
    private ILogger<AnswerQrPage> Log { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var scanned = await Answer.ScanAsync(Requester.Actor, Id, Http.RequestAborted);
        if (scanned.TryGet(out var asking))
            _asking = asking;
        else
            Refuse(scanned.Refusal!);
    }

    private Task ConfirmAsync() => AnswerAsync(confirm: true, Confirmed);

    private Task RefuseAsync() => AnswerAsync(confirm: false, Refused);

    private async Task AnswerAsync(bool confirm, (string Title, string Text) done)
    {
        if (_asking is null)
            return;
        var answered = await Answer.RunAsync(Requester.Actor, Id, confirm, Http.RequestAborted);
        if (answered.IsDone)
        {
            _done = done;
            return;
        }
        _asking = null;
        Refuse(answered.Refusal!);
    }

    private void Refuse(Refusal refusal)
    {
        _refusal = refusal;
        Log.LogWarning(SecurityEvents.SignInRefused, "A phone at {Address} could not answer a sign-in: {Reason}", Http.Connection.RemoteIpAddress, refusal.Code);
    }
}
