using Microsoft.Extensions.DependencyInjection;

namespace Yaosu.Platform.Hosting;

public static class OptionsChecks
{
    /// <summary>Options bound to a section and checked when the host starts. Their messages name the key to mend: <c>Sessions:IdleMinutes 应在 …</c>.</summary>
    public static IServiceCollection AddChecked<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
