using Microsoft.AspNetCore.Components;
using Yaosu.Orgs;
using Yaosu.Orgs.MainAccounts;

namespace Yaosu.Server.Recovery;

/// <summary>Plain forms, no circuit: whoever asks is nobody yet.</summary>
public partial class RecoverPage
{
    private Refusal? _refusal;
    private string? _seal;

    [SupplyParameterFromForm(FormName = "recover-code")]
    private PhoneForm? Phone { get; set; }

    [SupplyParameterFromForm(FormName = "recover-enter")]
    private EntryForm? Entry { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private RecoveryPass Passes { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized() => _seal = Entry?.Seal;

    private async Task SendAsync()
    {
        var sent = await Passes.SendAsync(Phone?.Mobile, Http.RequestAborted);
        (_seal, _refusal) = (sent.TryGet(out var seal) ? seal : null, sent.Refusal);
    }

    private void Enter()
    {
        var entered = Passes.Enter(Entry?.Seal, Entry?.Code);
        if (!entered.TryGet(out var pass))
        {
            _refusal = entered.Refusal;
            return;
        }
        RecoveryCookie.Set(Http, pass);
        Navigation.NavigateTo(OrgsUrls.RecoverApplication);
    }

    public sealed class PhoneForm
    {
        public string? Mobile { get; set; }
    }

    public sealed class EntryForm
    {
        public string? Seal { get; set; }

        public string? Code { get; set; }
    }
}
