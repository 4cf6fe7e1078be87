using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Batches.Registry;

public sealed partial class EditBatchPage
{
    private BatchForm? _form;
    private Refusal? _missing;
    private string _title = "";
    private string _number = "";

    /// <summary>It had codes.</summary>
    private bool _fixed;

    /// <summary>Of the drug that is chosen; 0 for none.</summary>
    private int _months;

    private long _saved;

    [Parameter]
    public long? Id { get; set; }

    [Inject]
    private BatchList All { get; set; } = default!;

    [Inject]
    private SaveBatch Save { get; set; } = default!;

    [Inject]
    private FindForBatch Choices { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    internal static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    protected override async Task OnInitializedAsync()
    {
        if (Id is not { } id)
        {
            _form = new();
            return;
        }
        var found = await All.FindAsync(await Current.GetAsync(), id);
        if (!found.TryGet(out var batch))
        {
            _missing = found.Refusal;
            return;
        }
        (_title, _number, _fixed) = (batch.Batch.BatchNumber, batch.Batch.Number, batch.Batch.HadCodes);
        var form = BatchForm.Of(batch);
        await GoodsChosenAsync(form);
        _form = form;
    }

    private static void MerchantChosen(BatchForm form) => form.Goods = null;

    private async Task GoodsChosenAsync(BatchForm form) =>
        _months = form.Goods is { } goods && (await Choices.ValidMonthsAsync(await Current.GetAsync(), goods.Id)).TryGet(out var months) ? months : 0;

    /// <summary>What the drug's registration says, unless that stands there already.</summary>
    private DateOnly? OfferedFor(BatchForm form) => form.MadeOn is { } made && _months > 0 && BatchRules.ExpiryOf(made, _months) is var day && day != form.ExpiresOn ? day : null;

    private async Task<Outcome<IReadOnlyList<PickChoice>>> FindMerchantsAsync(string? text) => await Choices.MerchantsAsync(await Current.GetAsync(), text);

    private async Task<Outcome<IReadOnlyList<PickChoice>>> FindGoodsAsync(string? text) => await Choices.GoodsAsync(await Current.GetAsync(), _form!.Merchant!.Id, text);

    private async Task<Outcome> SaveAsync(BatchForm form)
    {
        var saved = await Save.RunAsync(await Current.GetAsync(), Id, form.Version, form.Facts);
        return saved.TryGet(out _saved) ? Outcome.Done : Outcome.Refused(saved.Refusals.ToList());
    }

    /// <summary>Somebody may have deleted it meanwhile: then the form stays as it is, and the next save says so.</summary>
    private async Task<BatchForm> ReloadAsync() => (await All.FindAsync(await Current.GetAsync(), Id!.Value)).TryGet(out var batch) ? BatchForm.Of(batch) : _form!;
}
