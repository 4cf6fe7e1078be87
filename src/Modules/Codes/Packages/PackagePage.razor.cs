using Microsoft.AspNetCore.Components;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.OwnCodes;
using Yaosu.Platform.Access;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Live;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Packages;

public sealed partial class PackagePage
{
    internal static readonly IReadOnlyList<Crumb> Above = [new("生码管理", CodesUrls.Packages)];

    private DetailPage<Shown>? _page;
    private bool _mayMake;
    private bool _mayDownload;
    private long _watched;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private PackageList Packages { get; set; } = default!;

    [Inject]
    private NumberSpaces Spaces { get; set; } = default!;

    [Inject]
    private ObjectHistory History { get; set; } = default!;

    [Inject]
    private RequestExport Export { get; set; } = default!;

    [Inject]
    private RetryPackage Retry { get; set; } = default!;

    [Inject]
    private DeleteOwnPackage Delete { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private DiscardPackage Discard { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    private sealed record Shown(PackageShown About, IReadOnlyDictionary<int, long> Issued, IReadOnlyList<TimelineEntry> History);

    protected override async Task RefreshAsync()
    {
        if (_page is not null)
            await _page.ReloadAsync();
    }

    private async Task<Outcome<Shown>> LoadAsync(Actor actor, CancellationToken ct)
    {
        (_mayMake, _mayDownload) = (actor.May(CodesPermissions.MakePackages), actor.May(CodesPermissions.DownloadPackages));
        var found = await Packages.FindAsync(actor, Id, ct);
        if (!found.TryGet(out var package))
            return found.Refusal!;
        if (_watched != Id)
            Watch(new LiveTopic(actor.OrgId, PackageList.TopicOf(Id)), new LiveTopic(actor.OrgId, JobTopics.Of(package.Package.JobId)));
        _watched = Id;
        var issued = new Dictionary<int, long>();
        foreach (var level in package.Levels.Where(x => x.LayoutJson is not null))
            issued[level.Level] = await Spaces.IssuedAsync(level.Layout);
        return new Shown(package, issued, await History.RunAsync(actor, nameof(CodePackage), Id, ct));
    }

    internal static string AskBeforeDelete(PackageRow package) =>
        $"确定删除码包 {package.Number} 吗？它的 {Format.Count(package.Total)} 个码将不能再查询和扫码验证；以后可以重新上传。";

    private async Task DeleteAsync(PackageRow package)
    {
        if (!await Dialogs.ConfirmAsync("删除自有码包", AskBeforeDelete(package), "删除", danger: true))
            return;
        var deleted = await Delete.RunAsync(await Current.GetAsync(), package.Id);
        Toasts.Tell(deleted, $"码包 {package.Number} 已删除。");
        if (deleted.IsDone)
            Navigation.NavigateTo(CodesUrls.Packages);
    }

    private async Task RequestFileAsync(PackageRow package, PackageFileKind kind)
    {
        var asked = await Export.RunAsync(await Current.GetAsync(), PackageFiles.ExportCode, new PackageFile(package.Id, package.Number, kind), columns: null, PackageFiles.FormatOf(kind, package.Kind));
        Toasts.Tell(asked, "正在生成，完成后会通知您，在“我的下载”里取。");
    }

    private async Task RetryAsync(PackageRow package)
    {
        Toasts.Tell(await Retry.RunAsync(await Current.GetAsync(), package.Id), "已重新开始生成。");
        await RefreshAsync();
    }

    private async Task DiscardAsync(PackageRow package)
    {
        if (!await MayDiscardAsync(Dialogs, package))
            return;
        var discarded = await Discard.RunAsync(await Current.GetAsync(), package.Id);
        Toasts.Tell(discarded, $"码包 {package.Number} 已放弃。");
        if (discarded.IsDone)
            Navigation.NavigateTo(CodesUrls.Packages);
    }

    internal static Task<bool> MayDiscardAsync(Dialogs dialogs, PackageRow package) =>
        dialogs.ConfirmAsync("放弃生码", $"码包 {package.Number} 没有生成完成。放弃后这条记录会删除，记录编号不再使用，不能恢复。", "放弃", danger: true);
}
