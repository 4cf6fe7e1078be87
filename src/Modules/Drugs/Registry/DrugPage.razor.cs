using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Drugs.Registry;

public sealed partial class DrugPage
{
    internal static readonly IReadOnlyList<Crumb> Above = [new("药品信息", DrugsUrls.Drugs)];

    private DetailPage<Shown>? _page;
    private bool _mayManage;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private DrugList Drugs { get; set; } = default!;

    [Inject]
    private RetireDrug Retire { get; set; } = default!;

    [Inject]
    private ObjectHistory History { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    private sealed record Shown(Drug Drug, IReadOnlyList<TimelineEntry> History);

    private async Task<Outcome<Shown>> LoadAsync(Actor actor, CancellationToken ct)
    {
        _mayManage = actor.May(DrugsPermissions.Manage);
        var found = await Drugs.FindAsync(actor, Id, ct);
        return found.TryGet(out var drug) ? new Shown(drug, await History.RunAsync(actor, nameof(Drug), Id, ct)) : found.Refusal!;
    }

    private async Task RetireAsync(Drug drug)
    {
        var retired = drug.RetiredAt is null;
        if (retired && !await RetireQuestion.AskAsync(Dialogs, drug.GenericName))
            return;
        Toasts.Tell(await Retire.RunAsync(await Current.GetAsync(), drug.Id, retired), retired ? "已停用。" : "已恢复使用。");
        await _page!.ReloadAsync();
    }
}
