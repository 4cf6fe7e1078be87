using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Ui.Shell;
using Yaosu.Server.Security;

namespace Yaosu.Server.SignIn;

/// <summary>All that a locked session shows. A plain form: a locked session holds no circuit.</summary>
public partial class LockedPage
{
    private Refusal? _refusal;
    private bool _takesPassword = true;

    [SupplyParameterFromForm(FormName = "unlock")]
    private Form? Input { get; set; }

    [SupplyParameterFromQuery(Name = "return")]
    private string? Return { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private UnlockScreen Unlock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<LockedPage> Log { get; set; } = default!;

    private LockedSession? Locked => Http.Features.Get<LockedSession>();

    private string Inside => ShellUrls.Inside(Input?.Return ?? Return);

    protected override async Task OnInitializedAsync()
    {
        // Unlocked in another tab, or over: the page asked for knows which.
        if (Locked is null)
            Navigation.NavigateTo(Inside);
        else
            _takesPassword = await Unlock.TakesPasswordAsync(Locked, Http.RequestAborted);
    }

    private async Task UnlockAsync()
    {
        if (Locked is not { } locked)
            return;
        var unlocked = await Unlock.RunAsync(locked, Input?.Password ?? "", Http.RequestAborted);
        if (unlocked.IsDone)
        {
            Navigation.NavigateTo(Inside);
            return;
        }
        _refusal = unlocked.Refusal;
        Log.LogWarning(SecurityEvents.SignInRefused, "Unlocking the screen of {Name} from {Address} was refused: {Reason}", locked.Person.Name, Http.Connection.RemoteIpAddress, _refusal!.Code);
    }

    public sealed class Form
    {
        public string? Password { get; set; }

        public string? Return { get; set; }
    }
}
