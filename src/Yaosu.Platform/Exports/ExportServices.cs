using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Background;
using Yaosu.Platform.Files;

namespace Yaosu.Platform.Exports;

public static class ExportServices
{
    /// <summary>Lets people export a list of the calling module.</summary>
    public static IServiceCollection AddExport<TExport>(this IServiceCollection services)
        where TExport : ExportDefinition => services.AddSingleton<ExportDefinition, TExport>();

    internal static IServiceCollection AddYaosuExports(this IServiceCollection services)
    {
        services.AddFilePurpose(ExportFiles.Purpose);
        services.AddSingleton<ExportList>();
        services.AddSingleton<RequestExport>();
        services.AddJob<ExportJob>();
        return services;
    }
}
