using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yaosu.Platform.Hosting;

namespace Yaosu.Platform.Files;

public static class FileServices
{
    /// <summary>The file store, its endpoints' services and its sweeper.</summary>
    public static IServiceCollection AddYaosuFiles(this IServiceCollection services)
    {
        services.AddChecked<FileStoreOptions>("Files");
        services.AddOptions<FileStoreOptions>().PostConfigure<IConfiguration, IHostEnvironment>((files, settings, environment) =>
        {
            var data = settings["Data:Folder"] is { Length: > 0 } folder ? folder : "data";
            files.Folder = Path.GetFullPath(files.Folder.Length > 0 ? files.Folder : Path.Combine(data, "files"), environment.ContentRootPath);
        });
        services.AddSingleton<FilePurposes>();
        services.AddSingleton<FileStore>();
        services.AddSingleton<FileUploads>();
        services.AddSingleton<DownloadLinks>();
        services.AddHostedService<FileSweeper>();
        return services;
    }
}
