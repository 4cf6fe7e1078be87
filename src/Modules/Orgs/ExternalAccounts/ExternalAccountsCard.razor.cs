using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;

namespace Yaosu.Orgs.ExternalAccounts;

/// <summary>Nothing at all where the operator has configured no provider.</summary>
public sealed partial class ExternalAccountsCard
{
    private IReadOnlyList<BindExternal.Mine> _mine = [];
    private string? _unbinding;
    private UnbindForm _form = new();

    [Inject]
    private BindExternal External { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>Where a provider leads back to in the end.</summary>
    [Parameter]
    public string Return { get; set; } = OrgsUrls.MyAccount;

    /// <summary>What is bound has changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task BindAsync(BindExternal.Mine one) =>
        Navigation.NavigateTo(OrgsUrls.BindExternal(one.Key, External.WishOf(await Current.GetAsync(), one.Key), Return), forceLoad: true);

    private void Begin(BindExternal.Mine one) => (_unbinding, _form) = (one.Key, new());

    private async Task<Outcome> UnbindAsync(UnbindForm form) => await External.UnbindAsync(await Current.GetAsync(), _unbinding!, form.CurrentPassword ?? "");

    private async Task ReadAsync()
    {
        _unbinding = null;
        await LoadAsync();
        await Changed.InvokeAsync();
    }

    private async Task LoadAsync() => _mine = await External.OfSelfAsync(await Current.GetAsync());

    internal sealed class UnbindForm
    {
        [Label("当前密码"), Required(ErrorMessage = "请填写当前密码。")]
        public string? CurrentPassword { get; set; }
    }
}
