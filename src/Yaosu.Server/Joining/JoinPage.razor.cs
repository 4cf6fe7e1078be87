using Microsoft.AspNetCore.Components;
using Yaosu.Orgs;
using Yaosu.Orgs.Onboarding;

namespace Yaosu.Server.Joining;

public partial class JoinPage
{
    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private JoinPass Passes { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private void GoOn(string pass)
    {
        JoinCookie.Set(Http, pass);
        Navigation.NavigateTo(OrgsUrls.MyJoining);
    }
}
