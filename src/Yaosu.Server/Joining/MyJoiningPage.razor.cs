using System.Globalization;
using Microsoft.AspNetCore.Components;
using Yaosu.Orgs;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Onboarding;

namespace Yaosu.Server.Joining;

/// <summary>The applicant's own page: fill in, upload, hand in, see how it stands, mend.</summary>
public partial class MyJoiningPage
{
    private string? _mobile;
    private MyJoining.Mine? _mine;
    private IReadOnlyList<Refusal> _refusals = [];

    [SupplyParameterFromForm(FormName = "join-details")]
    private DetailsForm? Details { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private JoinPass Passes { get; set; } = default!;

    [Inject]
    private MyJoining Joining { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (Passes.MobileOf(JoinCookie.Read(Http)) is not { } mobile)
        {
            Navigation.NavigateTo(OrgsUrls.Join);
            return;
        }
        _mine = await Joining.FindAsync(mobile, Http.RequestAborted);
        Details ??= DetailsForm.Of(_mine?.Application);
        // Last: the page draws its forms as soon as it knows whose they are, and it is drawn once before all of this is read.
        _mobile = mobile;
    }

    private Task SaveAsync() => DoAsync(() => Joining.SaveAsync(_mobile!, new(
        Enum.TryParse<OrgKind>(Details!.Kind, out var kind) ? kind : OrgKind.Platform, Details.CreditCode, Details.Name, Details.Address, Details.LegalPerson, Details.ContactName, Details.SignInName), Http.RequestAborted));

    private Task AddAsync(QualificationKind kind) => DoAsync(async () =>
    {
        var form = await Http.Request.ReadFormAsync(Http.RequestAborted);
        if (form.Files["Paper.File"] is not { Length: > 0 } file)
            return OrgsRefusals.QualificationFileRequired;
        await using var bytes = file.OpenReadStream();
        DateOnly? expires = DateOnly.TryParseExact(form["Paper.ExpiresOn"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        return await Joining.AddPaperAsync(_mobile!, new(kind, form["Paper.Number"], expires, file.FileName, bytes, file.Length), Http.RequestAborted);
    });

    private Task SubmitAsync() => DoAsync(() => Joining.SubmitAsync(_mobile!, Http.RequestAborted));

    /// <summary>What was done is shown by a fresh page, so that going back and reloading does nothing twice.</summary>
    private async Task DoAsync(Func<Task<Outcome>> act)
    {
        var outcome = await act();
        if (outcome.IsDone)
            Navigation.NavigateTo(OrgsUrls.MyJoining);
        else
            _refusals = outcome.Refusals;
    }

    public sealed class DetailsForm
    {
        public string? Kind { get; set; }

        public string? CreditCode { get; set; }

        public string? Name { get; set; }

        public string? Address { get; set; }

        public string? LegalPerson { get; set; }

        public string? ContactName { get; set; }

        public string? SignInName { get; set; }

        internal static DetailsForm Of(JoinApplication? application) => application is null ? new() : new()
        {
            Kind = application.Kind.ToString(),
            CreditCode = application.CreditCode,
            Name = application.Name,
            Address = application.Address,
            LegalPerson = application.LegalPerson,
            ContactName = application.ContactName,
            SignInName = application.SignInName,
        };
    }
}
