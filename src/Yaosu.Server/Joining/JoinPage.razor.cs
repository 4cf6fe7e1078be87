using Microsoft.AspNetCore.Components;
using Yaosu.Orgs;
using Yaosu.Orgs.Onboarding;

namespace Yaosu.Server.Joining;

/// <summary>Plain forms, no circuit: whoever asks is nobody yet.</summary>
public partial class JoinPage
{
    private Refusal? _refusal;
    private string? _seal;

    [SupplyParameterFromForm(FormName = "join-code")]
    private PhoneForm? Phone { get; set; }

    [SupplyParameterFromForm(FormName = "join-enter")]
    private EntryForm? Entry { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private JoinPass Passes { get; set; } = default!;

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
        JoinCookie.Set(Http, pass);
        Navigation.NavigateTo(OrgsUrls.MyJoining);
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
