using Microsoft.AspNetCore.Components;
using Yaosu.Orgs;
using Yaosu.Orgs.MainAccounts;

namespace Yaosu.Server.Recovery;

public partial class RecoverPage
{
    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private RecoveryPass Passes { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private void GoOn(string pass)
    {
        RecoveryCookie.Set(Http, pass);
        Navigation.NavigateTo(OrgsUrls.RecoverApplication);
    }
}
