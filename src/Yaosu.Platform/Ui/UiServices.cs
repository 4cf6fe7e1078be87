using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Radzen;
using Yaosu.Platform.Ui.Kit;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Platform.Ui;

public static class UiServices
{
    /// <summary>The shell, the kit and Radzen in Chinese. The host adds what reaches into its database: <c>ICurrentActor</c>, <see cref="IShellProfile"/>,
    /// <c>INotificationFeed</c>, <c>ModuleList</c>.</summary>
    public static IServiceCollection AddYaosuUi(this IServiceCollection services)
    {
        services.AddRadzenComponents();
        services.AddYaosuKit();
        services.AddSingleton<ILocalizer, RadzenTexts>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddYaosuKit();
        services.AddSingleton<SystemNotices>();
        services.AddScoped<ShellSignals>();
        services.AddSingleton<IPaletteSource, MenuPaletteSource>();
        services.AddOptions<ShellOptions>();
        return services;
    }
}
