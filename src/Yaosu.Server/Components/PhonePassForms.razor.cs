using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Onboarding;

namespace Yaosu.Server.Components;

/// <summary>Number, then code, for the pages that somebody opens with his phone alone. Plain forms, no circuit: whoever asks is nobody yet.</summary>
public partial class PhonePassForms
{
    private Refusal? _refusal;
    private string? _seal;

    [SupplyParameterFromForm(FormName = "phone-code")]
    private PhoneForm? Phone { get; set; }

    [SupplyParameterFromForm(FormName = "phone-enter")]
    private EntryForm? Entry { get; set; }

    [Parameter, EditorRequired]
    public PhonePass Passes { get; set; } = default!;

    /// <summary>Whose number it is.</summary>
    [Parameter, EditorRequired]
    public string PhoneLabel { get; set; } = "";

    /// <summary>Of the page that these forms stand on.</summary>
    [Parameter, EditorRequired]
    public string StartUrl { get; set; } = "";

    /// <summary>Takes the pass.</summary>
    [Parameter, EditorRequired]
    public Action<string> Entered { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    /// <summary>A form is found by its name only when it stands on the page before it is handled.</summary>
    protected override void OnInitialized() => _seal = Entry?.Seal;

    private async Task SendAsync()
    {
        var sent = await Passes.SendAsync(Phone?.Mobile, Http.RequestAborted);
        (_seal, _refusal) = (sent.TryGet(out var seal) ? seal : null, sent.Refusal);
    }

    private void Enter()
    {
        var entered = Passes.Enter(Entry?.Seal, Entry?.Code);
        if (entered.TryGet(out var pass))
            Entered(pass);
        else
            _refusal = entered.Refusal;
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
