using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Yaosu.Platform.Ui.Kit;

public static class KitServices
{
    /// <summary>What the kit's components need. The host adds <c>ICurrentActor</c>, <c>IPreferences</c> and <c>ILiveTopics</c>.</summary>
    public static IServiceCollection AddYaosuKit(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<KitScripts>();
        services.AddScoped<Dialogs>();
        services.AddScoped<Toasts>();
        services.AddScoped<PageVisibility>();
        return services;
    }
}
