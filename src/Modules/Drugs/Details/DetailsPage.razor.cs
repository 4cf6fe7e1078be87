using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Drugs.Details;

public sealed partial class DetailsPage
{
    private static readonly IReadOnlyList<Crumb> Above = [new("药品详情维护", DrugsUrls.Details)];

    private EditDetails.Shown? _shown;
    private DetailsForm _form = new();
    private Refusal? _missing;
    private bool _mayEdit;

    [Parameter]
    public long DrugId { get; set; }

    [Inject]
    private EditDetails Edit { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    private bool IsChemical => _shown!.Drug.Kind == LicenceKind.Chemical;

    private string StateText => _shown switch
    {
        { Published: 0, IsDraft: false } => "还没有维护，消费者扫码只看到药品的基本信息。",
        { Published: 0 } => $"草稿由{_shown.SavedBy}于 {ChinaTime.Text(_shown.SavedAt!.Value)} 保存，还没有提交。",
        { IsDraft: true } => $"消费者看到的是第 {_shown.Published} 版；下面是{_shown.SavedBy}于 {ChinaTime.Text(_shown.SavedAt!.Value)} 保存的草稿，提交后生效。",
        _ => $"消费者看到的是第 {_shown!.Published} 版，{_shown.SavedBy}于 {ChinaTime.Text(_shown.SavedAt!.Value)} 提交。",
    };

    protected override async Task OnInitializedAsync()
    {
        _mayEdit = (await Current.GetAsync()).May(DrugsPermissions.EditDetails);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var found = await Edit.FindAsync(await Current.GetAsync(), DrugId);
        if (found.TryGet(out _shown))
            _form = DetailsForm.Of(_shown);
        else
            _missing = found.Refusal;
    }

    private async Task<Outcome> KeepAsync(DetailsForm form)
    {
        var actor = await Current.GetAsync();
        var kept = await Edit.SaveDraftAsync(actor, DrugId, form.DraftVersion, form.Content);
        if (!kept.TryGet(out var version))
            return Outcome.Refused(kept.Refusals.ToList());
        form.DraftVersion = version;
        _shown = _shown! with { DraftVersion = version, IsDraft = true, SavedAt = Time.GetUtcNow().UtcDateTime, SavedBy = actor.Name };
        StateHasChanged();
        return Outcome.Done;
    }

    private async Task<Outcome> SubmitAsync(DetailsForm form)
    {
        var published = await Edit.PublishAsync(await Current.GetAsync(), DrugId, form.DraftVersion, form.Content);
        return published.IsDone ? Outcome.Done : Outcome.Refused(published.Refusals.ToList());
    }

    /// <summary>The drug may be gone meanwhile: then the form stays, and the next save says so.</summary>
    private async Task<DetailsForm> ReloadFormAsync() => (await Edit.FindAsync(await Current.GetAsync(), DrugId)).TryGet(out var shown) ? DetailsForm.Of(shown) : _form;

    private async Task RestoreAsync(int number)
    {
        if (!await Dialogs.ConfirmAsync($"恢复到第 {number} 版", "这一版的内容会成为草稿，覆盖现在的草稿；核对后提交，消费者才会看到。", "恢复"))
            return;
        await TellAsync(await Edit.RestoreAsync(await Current.GetAsync(), DrugId, _form.DraftVersion, number), $"第 {number} 版已成为草稿，请核对后提交。");
    }

    private async Task DiscardAsync()
    {
        if (!await Dialogs.ConfirmAsync("放弃草稿", "没有提交的修改会丢失，回到消费者现在看到的内容。", "放弃草稿", danger: true))
            return;
        await TellAsync(await Edit.DiscardDraftAsync(await Current.GetAsync(), DrugId), "草稿已放弃。");
    }

    private async Task TellAsync(Outcome outcome, string done)
    {
        Toasts.Tell(outcome, done);
        await ReadAsync();
    }
}
