using Microsoft.AspNetCore.Components;
using Yaosu.Batches.Activation;
using Yaosu.Batches.Contracts;
using Yaosu.Platform.Access;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Live;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Batches.Registry;

public sealed partial class BatchesPage
{
    private static readonly IReadOnlyList<ListColumn<BatchRow>> Columns =
    [
        new("id", "批次ID", row => row.Number) { Sortable = true, Always = true, Mono = true, Width = 96 },
        new("batch", "批次号", row => row.BatchNumber) { Sortable = true, Width = 116 },
        new("merchant", "所属商户", row => row.Merchant) { Width = 130 },
        new("goods", "商品名称", row => row.Goods) { Width = 134 },
        new("spec", "商品规格", row => row.Spec ?? "") { Width = 130, HiddenByDefault = true },
        new("bound", "标识包", row => Labels.Of(row.CodesState)) { Width = 76, Template = row => StatusTag.Of(Labels.Of(row.CodesState), row.CodesState == CodesState.Bound ? Tone.Ok : Tone.Neutral) },
        new("codes", "标识数量", row => Format.Count(row.Codes)) { Sortable = true, Align = Align.End, Width = 92 },
        new("state", "码状态", row => Labels.Of(row.State)) { Width = 86, Template = row => StateTag(row.State) },
        new("made", "生产日期", row => EditBatchPage.Day(row.MadeOn)) { Sortable = true, Width = 104 },
        new("expires", "有效期至", row => EditBatchPage.Day(row.ExpiresOn)) { Sortable = true, Width = 104 },
    ];

    private static readonly IReadOnlyList<ListFilter> Filters =
    [
        ListFilter.Text("q", "关键词", "批次ID、批次号或商品名称"),
        ListFilter.Text("merchant", "所属商户", "名称或标识码"),
        ListFilter.Choice<CodesState>("bound", "标识包"),
        ListFilter.Choice<BatchState>("state", "码状态"),
        ListFilter.Days("made", "生产日期"),
    ];

    private DataList<BatchRow> _list = default!;
    private IReadOnlyList<RowAction<BatchRow>> _actions = [];
    private bool _mayManage;

    [Inject]
    private BatchList Batches { get; set; } = default!;

    [Inject]
    private DeleteBatch Delete { get; set; } = default!;

    [Inject]
    private MoveBatch Move { get; set; } = default!;

    [Inject]
    private RequestExport Export { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    internal static RenderFragment StateTag(BatchState state) => StatusTag.Of(Labels.Of(state), ToneOf(state));

    internal static Tone ToneOf(BatchState state) => state switch
    {
        BatchState.Active => Tone.Ok,
        BatchState.Frozen => Tone.Danger,
        _ => Tone.Neutral,
    };

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        Watch(new LiveTopic(actor.OrgId, BatchList.Topic));
        _mayManage = actor.May(BatchesPermissions.Manage);
        var (mayManage, mayMove) = (_mayManage, actor.May(BatchesPermissions.Activate));
        _actions =
        [
            new("查看", "eye") { Url = row => BatchesUrls.Batch(row.Id) },
            new("关联码包", "link") { Url = row => BatchesUrls.BindPackages(row.Id), IsFor = row => mayManage && row.State == BatchState.Inactive },
            new("激活", "check") { Run = ActivateAsync, IsFor = row => mayMove && row.State != BatchState.Active && row.Codes > 0 },
            new("冻结", "lock") { Run = FreezeAsync, Danger = true, IsFor = row => mayMove && row.State == BatchState.Active },
            new("编辑", "edit") { Url = row => BatchesUrls.EditBatch(row.Id), IsFor = _ => mayManage },
            new("删除", "trash") { Run = DeleteAsync, Danger = true, IsFor = row => mayManage && !row.HadCodes },
        ];
    }

    protected override async Task RefreshAsync()
    {
        if (_list is not null)
            await _list.RefreshAsync();
    }

    private Task<Outcome<Page<BatchRow>>> LoadAsync(ListRequest request, CancellationToken ct) => Batches.RunAsync(request.Actor, Read(request.Filters), request.Page, ct);

    private async Task ActivateAsync(BatchRow batch)
    {
        if (await MoveQuestions.ActivateAsync(Dialogs, Toasts, Current, Move, (batch.Id, batch.Version, batch.BatchNumber, batch.Codes, batch.State)))
            await _list.RefreshAsync();
    }

    private async Task FreezeAsync(BatchRow batch)
    {
        if (await MoveQuestions.FreezeAsync(Dialogs, Current, Move, (batch.Id, batch.Version, batch.BatchNumber, batch.Codes, batch.State)))
            await _list.RefreshAsync();
    }

    private async Task DeleteAsync(BatchRow batch)
    {
        if (!await BatchPage.MayDeleteAsync(Dialogs, batch.BatchNumber))
            return;
        Toasts.Tell(await Delete.RunAsync(await Current.GetAsync(), batch.Id), $"批次“{batch.BatchNumber}”已删除。");
        await _list.RefreshAsync();
    }

    private async Task ExportAsync(ListExport<BatchRow> view)
    {
        var asked = await Export.RunAsync(view.Request.Actor, BatchExport.ExportCode, Read(view.Request.Filters), [.. view.Columns.Select(column => column.Key)], ExportFormat.Xlsx);
        Toasts.Tell(asked, $"正在导出 {Format.Count(view.Total)} 个批次，完成后会通知您，文件在“我的下载”里。");
    }

    private static BatchFilter Read(FilterValues values) =>
        new(values.Text("q"), values.Text("merchant"), values.Choice<CodesState>("bound"), values.Choice<BatchState>("state"), values.Days("made").From, values.Days("made").To);
}
