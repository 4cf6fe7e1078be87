using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Live;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Downloads.Mine;

public sealed partial class MyDownloadsPage
{
    private static readonly IReadOnlyList<ListFilter> Filters = [ListFilter.Choice<DownloadState>("state", "状态")];

    private static readonly IReadOnlyList<ListColumn<Download>> Columns =
    [
        new("title", "导出内容", row => row.Title) { Sortable = true, Always = true, Width = 110 },
        new("state", "状态", row => Labels.Of(row.State)) { Template = DownloadCells.State, Width = 190 },
        new("file", "文件", row => row.FileName) { Template = DownloadCells.File, Width = 310 },
        new("rows", "行数", row => row.Rows is { } rows ? Format.Count(rows) : null) { Align = Align.End, Width = 92 },
        new("size", "大小", row => row.Size is { } size ? SizeText.Of(size) : null) { Align = Align.End, Width = 92 },
        new("asked", "导出时间", row => ChinaTime.Text(row.AskedAt)) { Sortable = true, Width = 166 },
        new("expires", "保留至", row => row.ExpiresAt is { } expires ? ChinaTime.Text(expires) : null) { Width = 166 },
    ];

    private readonly IReadOnlyList<RowAction<Download>> _actions;
    private ListPage<Download>? _list;

    public MyDownloadsPage() => _actions =
    [
        new("取消", "close") { IsFor = row => row.IsGoing, Run = row => DoAsync(actor => Cancel.RunAsync(actor, row.Id), "已取消。") },
        new("重试", "refresh") { IsFor = row => row.State is DownloadState.Failed or DownloadState.Cancelled, Run = row => DoAsync(actor => Retry.RunAsync(actor, row.Id), "已重新开始。") },
        new("重新导出", "refresh") { IsFor = row => row.State is DownloadState.Ready or DownloadState.Expired, Run = RepeatAsync },
        new("删除", "trash") { IsFor = row => !row.IsGoing, Danger = true, Run = DeleteAsync },
    ];

    [Inject]
    private MyDownloads Downloads { get; set; } = default!;

    [Inject]
    private CancelJob Cancel { get; set; } = default!;

    [Inject]
    private RetryJob Retry { get; set; } = default!;

    [Inject]
    private RepeatDownload Repeat { get; set; } = default!;

    [Inject]
    private DeleteDownload Delete { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    protected override async Task OnInitializedAsync() => Watch(new LiveTopic((await Current.GetAsync()).OrgId, JobTopics.All));

    protected override Task RefreshAsync() => _list?.RefreshAsync() ?? Task.CompletedTask;

    private async Task<Outcome<Page<Download>>> LoadAsync(ListRequest request, CancellationToken ct) =>
        await Downloads.RunAsync(request.Actor, request.Filters.Choice<DownloadState>("state"), request.Page, ct);

    private Task RepeatAsync(Download row) => DoAsync(async actor => await Repeat.RunAsync(actor, row.Id), "已按原来的条件重新开始导出。");

    private async Task DeleteAsync(Download row)
    {
        var text = row.State == DownloadState.Ready ? $"“{row.FileName}”会被删除，不能恢复；需要时可以再导出一次。" : $"“{row.FileName}”会从列表中去掉。";
        if (await Dialogs.ConfirmAsync("删除导出", text, "删除", danger: true))
            await DoAsync(actor => Delete.RunAsync(actor, row.Id), "已删除。");
    }

    private async Task DoAsync(Func<Actor, Task<Outcome>> act, string done)
    {
        Toasts.Tell(await act(await Current.GetAsync()), done);
        await RefreshAsync();
    }
}
