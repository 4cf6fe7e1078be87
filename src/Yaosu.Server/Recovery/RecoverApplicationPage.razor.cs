using Microsoft.AspNetCore.Components;
using Yaosu.Orgs;
using Yaosu.Orgs.MainAccounts;

namespace Yaosu.Server.Recovery;

/// <summary>The applicant's own page: hand in, see how it stands. Says nothing about the enterprise that it doesn't hear from him.</summary>
public partial class RecoverApplicationPage
{
    private string? _mobile;
    private MainAccountChange? _mine;
    private IReadOnlyList<Refusal> _refusals = [];

    [SupplyParameterFromForm(FormName = "recover-file")]
    private FilingForm? Filing { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private RecoveryPass Passes { get; set; } = default!;

    [Inject]
    private FileRecovery Recovery { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (Passes.MobileOf(RecoveryCookie.Read(Http)) is not { } mobile)
        {
            Navigation.NavigateTo(OrgsUrls.Recover);
            return;
        }
        Filing ??= new();
        _mine = await Recovery.FindAsync(mobile, Http.RequestAborted);
        // Last: the page draws its form as soon as it knows whose it is, and it is drawn once before all of this is read.
        _mobile = mobile;
    }

    private async Task SubmitAsync()
    {
        var form = await Http.Request.ReadFormAsync(Http.RequestAborted);
        await using var letter = Opened(form.Files["Filing.Letter"]);
        await using var licence = Opened(form.Files["Filing.Licence"]);
        var filed = await Recovery.RunAsync(_mobile!, new(Enum.TryParse<MainAccountChangeKind>(Filing!.Kind, out var kind) ? kind : MainAccountChangeKind.Transfer,
            Filing.CreditCode, Filing.Name, Filing.SignInName, letter?.Upload, licence?.Upload), Http.RequestAborted);
        // What was done is shown by a fresh page, so that going back and reloading does nothing twice.
        if (filed.IsDone)
            Navigation.NavigateTo(OrgsUrls.RecoverApplication);
        else
            _refusals = filed.Refusals;
    }

    private static OpenFile? Opened(IFormFile? file) => file is { Length: > 0 } ? new(new(file.FileName, file.OpenReadStream(), file.Length)) : null;

    private sealed record OpenFile(FileRecovery.Upload Upload) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Upload.Bytes.DisposeAsync();
    }

    public sealed class FilingForm
    {
        public string? Kind { get; set; }

        public string? CreditCode { get; set; }

        public string? Name { get; set; }

        public string? SignInName { get; set; }
    }
}
