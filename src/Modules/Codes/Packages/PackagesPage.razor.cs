using Microsoft.AspNetCore.Components;
using Yaosu.Codes.OwnCodes;
using Yaosu.Platform.Access;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Live;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Packages;

public sealed partial class PackagesPage
{
    private static readonly RenderFragment Nothing = _ => { };

    private static readonly IReadOnlyList<ListFilter> Filters =
    [
        ListFilter.Text("q", "关键词", "记录编号、商户或商品名称"),
        ListFilter.Choice<PackageKind>("kind", "码类型"),
    ];

    private readonly IReadOnlyList<ListColumn<PackageRow>> _columns;
    private DataList<PackageRow> _list = default!;
    private IReadOnlyList<RowAction<PackageRow>> _actions = [];
    private bool _mayMake;
    private bool _mayDownload;

    public PackagesPage() => _columns =
    [
        new("number", "记录编号", row => row.Number) { Sortable = true, Always = true, Mono = true, Width = 120 },
        new("merchant", "商户名称", row => row.Merchant) { Width = 130 },
        new("goods", "关联商品名称", row => row.Goods ?? "不关联") { Width = 140 },
        new("spec", "关联商品规格", row => row.Spec ?? "") { Width = 120, HiddenByDefault = true },
        new("kind", "码类型/规则", row => $"{Labels.Of(row.Kind)}，{row.RuleText}") { Width = 166 },
        new("numbered", "流水码", row => row.Numbered ? "有" : "无") { Width = 60 },
        new("total", "数量", row => Format.Count(row.Total)) { Sortable = true, Align = Align.End, Width = 84 },
        new("state", "生码进度", row => Labels.Of(row.State)) { Width = 84, Template = PackageCells.State },
        new("download", "码包下载", _ => "") { Width = 122, Template = row => _mayDownload ? PackageCells.Download(row) : Nothing },
        new("created", "生码时间", row => ChinaTime.Text(row.CreatedAt)) { Sortable = true, Width = 170 },
        new("by", "生码人", row => row.CreatedBy) { Width = 110 },
    ];

    [Inject]
    private PackageList Packages { get; set; } = default!;

    [Inject]
    private RetryPackage Retry { get; set; } = default!;

    [Inject]
    private DeleteOwnPackage Delete { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private DiscardPackage Discard { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        _mayMake = actor.May(CodesPermissions.MakePackages);
        Watch(new LiveTopic(actor.OrgId, PackageList.Topic), new LiveTopic(actor.OrgId, JobTopics.All));
        _actions = _mayMake
            ? [
                new("重新生码", "refresh") { Run = RetryAsync, IsFor = row => row.State == PackageState.Failed },
                new("放弃", "close") { Run = DiscardAsync, Danger = true, IsFor = row => row.State == PackageState.Failed },
                new("删除", "trash") { Run = DeleteAsync, IsFor = row => row.Mode == PackageMode.Own, Danger = true },
            ]
            : [];
        _mayDownload = actor.May(CodesPermissions.DownloadPackages);
    }

    protected override async Task RefreshAsync()
    {
        if (_list is not null)
            await _list.RefreshAsync();
    }

    private Task<Outcome<Page<PackageRow>>> LoadAsync(ListRequest request, CancellationToken ct) =>
        Packages.RunAsync(request.Actor, new(request.Filters.Text("q"), Kind: request.Filters.Choice<PackageKind>("kind")), request.Page, ct);

    private async Task RetryAsync(PackageRow package)
    {
        Toasts.Tell(await Retry.RunAsync(await Current.GetAsync(), package.Id), $"码包 {package.Number} 已重新开始生成。");
        await _list.RefreshAsync();
    }

    private async Task DiscardAsync(PackageRow package)
    {
        if (!await PackagePage.MayDiscardAsync(Dialogs, package))
            return;
        Toasts.Tell(await Discard.RunAsync(await Current.GetAsync(), package.Id), $"码包 {package.Number} 已放弃。");
        await _list.RefreshAsync();
    }

    private async Task DeleteAsync(PackageRow package)
    {
        if (!await Dialogs.ConfirmAsync("删除自有码包", PackagePage.AskBeforeDelete(package), "删除", danger: true))
            return;
        Toasts.Tell(await Delete.RunAsync(await Current.GetAsync(), package.Id), $"码包 {package.Number} 已删除。");
        await _list.RefreshAsync();
    }
}
