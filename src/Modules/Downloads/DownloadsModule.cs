using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Downloads.Home;
using Yaosu.Downloads.Mine;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Modules;

namespace Yaosu.Downloads;

/// <summary>下载: what people exported, from asking to the file.</summary>
public sealed class DownloadsModule : Module
{
    public override string Name => "Downloads";

    public override IReadOnlyList<AuditAction> AuditActions => DownloadsActions.All;

    public override IReadOnlyList<MenuEntry> Menu { get; } =
    [
        new(MenuSections.Mine, 20, "我的下载", DownloadsUrls.Mine, "download", Words: "wdxz xiazai daochu 导出 下载中心 文件"),
    ];

    public override IReadOnlyList<HomeTile> HomeTiles { get; } = [new(20, typeof(RunningDownloadsTile))];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton(new ExportInbox(DownloadsUrls.Mine));
        services.AddSingleton<MyDownloads>();
        services.AddSingleton<RepeatDownload>();
        services.AddSingleton<DeleteDownload>();
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes) => FetchEndpoint.Map(routes);
}
