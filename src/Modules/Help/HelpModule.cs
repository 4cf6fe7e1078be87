using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Modules;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Help;

/// <summary>帮助中心: what the product does and how, in the words of those who use it. Each module brings the articles on its own pages.</summary>
public sealed class HelpModule : Module
{
    public override string Name => "Help";

    public override IReadOnlyList<MenuEntry> Menu { get; } =
    [
        new(MenuSections.Mine, 90, "帮助中心", HelpUrls.Help, "help", Words: "bzzx bangzhu shuoming 说明 手册 文档"),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<HelpArticles>();
        services.AddSingleton<IPaletteSource, HelpPaletteSource>();
    }
}
