using Microsoft.AspNetCore.Components;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Products;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.OwnCodes;

public sealed partial class UploadOwnCodesPage
{
    private readonly OwnCodesForm _form = new();
    private OwnCodesUploaded? _uploaded;

    /// <summary>商户标识码, from the merchant's page.</summary>
    [SupplyParameterFromQuery(Name = "merchant")]
    public string? Merchant { get; set; }

    [Inject]
    private UploadOwnCodes Upload { get; set; } = default!;

    [Inject]
    private FindMerchants Merchants { get; set; } = default!;

    [Inject]
    private FindGoods Goods { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (Merchant is { Length: > 0 } code && (await Merchants.ForOwnCodesAsync(await Current.GetAsync(), code)).TryGet(out var found) && found.Count == 1)
            _form.Merchant = found[0];
    }

    private async Task<Outcome> SubmitAsync(OwnCodesForm form)
    {
        _uploaded = null;
        var uploaded = await Upload.RunAsync(await Current.GetAsync(), new(form.Merchant!.Id, form.Goods?.Id, form.File!.Id));
        if (!uploaded.TryGet(out var told))
            return uploaded;
        _uploaded = told;
        StateHasChanged();
        if (told.WrongTotal > 0)
            return CodesRefusals.OwnLinesWrong(told.WrongTotal);
        Toasts.Tell(Outcome.Done, FormattableString.Invariant($"已上传 {told.Codes:N0} 个码。"));
        return Outcome.Done;
    }

    /// <summary>What was said of the last file isn't said of another.</summary>
    private void Forget() => _uploaded = null;

    private async Task<Outcome<IReadOnlyList<PickChoice>>> FindMerchantsAsync(string? text) => await Merchants.ForOwnCodesAsync(await Current.GetAsync(), text);

    private async Task<Outcome<IReadOnlyList<PickChoice>>> FindGoodsAsync(string? text) => await Goods.RunAsync(await Current.GetAsync(), _form.Merchant!.Id, text);
}
