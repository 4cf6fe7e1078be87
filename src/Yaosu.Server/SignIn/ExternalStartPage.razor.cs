using Microsoft.AspNetCore.Components;
using Yaosu.Orgs;
using Yaosu.Orgs.ExternalAccounts;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Server.SignIn;

/// <summary>Leads to an identity provider; shows itself only when it can't.</summary>
public partial class ExternalStartPage
{
    private Refusal? _refusal;

    [Parameter]
    public string Provider { get; set; } = "";

    [SupplyParameterFromQuery(Name = "return")]
    private string? Return { get; set; }

    [SupplyParameterFromQuery(Name = "bind")]
    private string? Bind { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private SignInWithExternal SignIn { get; set; } = default!;

    [Inject]
    private BindExternal Binding { get; set; } = default!;

    [Inject]
    private RequestActor Requester { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Inside => ShellUrls.Inside(Return);

    protected override async Task OnInitializedAsync()
    {
        var returnTo = Navigation.ToAbsoluteUri(OrgsUrls.ExternalCallback(Provider)).AbsoluteUri;
        var begun = Bind is null ? await SignIn.BeginAsync(Provider, returnTo, Inside, Http.RequestAborted)
            : Requester.IsSignedIn ? await Binding.BeginAsync(Requester.Actor, Provider, Bind, returnTo, Inside, Http.RequestAborted)
            : OrgsRefusals.ExternalNotAsked;
        if (begun.TryGet(out var way))
        {
            ExternalCookie.Set(Http, way.Ticket);
            Navigation.NavigateTo(way.Url);
            return;
        }
        _refusal = begun.Refusal;
    }
}
