using Microsoft.AspNetCore.Components;
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
    private ObjectHistory History { get; set; } = default!;

    [Inject]
    private RequestExport Export { get; set; } = default!;

    [Inject]
    private RetryJob Retry { get; set; } = default!;

    [Inject]
    private DeleteOwnPackage Delete { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    private sealed record Shown(PackageShown About, IReadOnlyList<TimelineEntry> History);

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
        return new Shown(package, await History.RunAsync(actor, nameof(CodePackage), Id, ct));
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
        Toasts.Tell(await Retry.RunAsync(await Current.GetAsync(), package.JobId), "已重新开始生成。");
        await RefreshAsync();
    }
}
