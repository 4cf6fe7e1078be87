using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Background;
using Yaosu.Platform.Files;

namespace Yaosu.Platform.Imports;

public static class ImportServices
{
    /// <summary>Lets people bring in something of the calling module as a spreadsheet.</summary>
    public static IServiceCollection AddImport<TImport>(this IServiceCollection services)
        where TImport : ImportDefinition => services.AddSingleton<ImportDefinition, TImport>();

    internal static IServiceCollection AddYaosuImports(this IServiceCollection services)
    {
        services.AddFilePurpose(ImportFiles.Upload);
        services.AddFilePurpose(ImportFiles.Refused);
        services.AddSingleton<ImportList>();
        services.AddSingleton<CheckImport>();
        services.AddSingleton<StartImport>();
        services.AddSingleton<ImportProgress>();
        services.AddJob<ImportJob>();
        return services;
    }
}
