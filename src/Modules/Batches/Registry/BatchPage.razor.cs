using Microsoft.AspNetCore.Components;
using Yaosu.Batches.Activation;
using Yaosu.Batches.Binding;
using Yaosu.Batches.Contracts;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Access;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Live;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Batches.Registry;

public sealed partial class BatchPage
{
    internal static readonly IReadOnlyList<Crumb> Above = [new("溯源批次", BatchesUrls.Batches)];

    private DetailPage<Shown>? _page;
    private bool _mayManage;
    private bool _mayMove;
    private Func<long, string?> _packageUrl = _ => null;
    private long _watched;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private BatchList Batches { get; set; } = default!;

    [Inject]
    private UnbindPackage Unbind { get; set; } = default!;

    [Inject]
    private MoveBatch Move { get; set; } = default!;

    [Inject]
    private DeleteBatch Delete { get; set; } = default!;

    [Inject]
    private ObjectHistory History { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private sealed record Shown(BatchShown About, DateOnly Today, IReadOnlyList<TimelineEntry> History);

    internal static Task<bool> MayDeleteAsync(Dialogs dialogs, string batch) =>
        dialogs.ConfirmAsync("删除批次", $"确定删除批次“{batch}”吗？它没有关联过码包，删除后不能恢复，批次ID 不再使用。", "删除", danger: true);

    protected override async Task RefreshAsync()
    {
        if (_page is not null)
            await _page.ReloadAsync();
    }

    private async Task<Outcome<Shown>> LoadAsync(Actor actor, CancellationToken ct)
    {
        (_mayManage, _mayMove) = (actor.May(BatchesPermissions.Manage), actor.May(BatchesPermissions.Activate));
        _packageUrl = id => ReadyPackage.UrlOf(actor, id);
        var found = await Batches.FindAsync(actor, Id, ct);
        if (!found.TryGet(out var about))
            return found.Refusal!;
        if (_watched != Id)
            Watch(new LiveTopic(actor.OrgId, BatchList.TopicOf(Id)));
        _watched = Id;
        return new Shown(about, ChinaTime.Today(Time), await History.RunAsync(actor, nameof(Batch), Id, ct));
    }

    private bool MayUnbind(Batch batch) => _mayManage && batch.State == BatchState.Inactive;

    private async Task ActivateAsync(Batch batch)
    {
        if (await MoveQuestions.ActivateAsync(Dialogs, Toasts, Current, Move, (batch.Id, batch.Version, batch.BatchNumber, batch.Codes, batch.State)))
            await RefreshAsync();
    }

    private async Task FreezeAsync(Batch batch)
    {
        if (await MoveQuestions.FreezeAsync(Dialogs, Current, Move, (batch.Id, batch.Version, batch.BatchNumber, batch.Codes, batch.State)))
            await RefreshAsync();
    }

    private async Task UnbindAsync(Batch batch, BoundPackage package)
    {
        if (!await Dialogs.ConfirmAsync("解绑码包", $"码包 {package.Number} 的 {Format.Count(package.Codes)} 个码将不再属于批次“{batch.BatchNumber}”，可以关联到别的批次。", "解绑"))
            return;
        Toasts.Tell(await Unbind.RunAsync(await Current.GetAsync(), batch.Id, package.Id), $"码包 {package.Number} 已解绑。");
        await RefreshAsync();
    }

    private async Task DeleteAsync(Batch batch)
    {
        if (!await MayDeleteAsync(Dialogs, batch.BatchNumber))
            return;
        var deleted = await Delete.RunAsync(await Current.GetAsync(), batch.Id);
        Toasts.Tell(deleted, $"批次“{batch.BatchNumber}”已删除。");
        if (deleted.IsDone)
            Navigation.NavigateTo(BatchesUrls.Batches);
    }
}
