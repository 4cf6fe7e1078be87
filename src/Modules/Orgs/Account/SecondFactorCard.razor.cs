using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Security;

namespace Yaosu.Orgs.Account;

public sealed partial class SecondFactorCard
{
    private readonly SecondFactorCodeForm _confirm = new();
    private SecondFactorOffForm _off = new();
    private byte[]? _secret;
    private List<string>? _codes;
    private int? _left;

    [Parameter, EditorRequired]
    public string SignInName { get; set; } = "";

    /// <summary>The account's version has moved on.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private SwitchOnSecondFactor On { get; set; } = default!;

    [Inject]
    private SwitchOffSecondFactor Off { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    private string Download => "data:text/plain;charset=utf-8," + Uri.EscapeDataString($"药溯 {SignInName} 的恢复码，每个只能用一次：\r\n{string.Join("\r\n", _codes!)}\r\n");

    protected override async Task OnInitializedAsync() => _left = await On.RecoveryCodesLeftAsync(await Current.GetAsync());

    private void Begin() => _secret = Totp.NewSecret();

    private async Task<Outcome> SwitchOnAsync(SecondFactorCodeForm form)
    {
        var switched = await On.RunAsync(await Current.GetAsync(), _secret!, form.Code ?? "");
        if (!switched.TryGet(out var codes))
            return switched.Refusal!;
        (_codes, _secret, form.Code) = (codes, null, null);
        await ReadAsync();
        return Outcome.Done;
    }

    private async Task<Outcome> SwitchOffAsync(SecondFactorOffForm form) => await Off.RunAsync(await Current.GetAsync(), form.CurrentPassword ?? "");

    private async Task ReadAsync()
    {
        _off = new();
        _left = await On.RecoveryCodesLeftAsync(await Current.GetAsync());
        await Changed.InvokeAsync();
    }
}
