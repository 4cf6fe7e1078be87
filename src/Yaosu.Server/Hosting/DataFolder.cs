namespace Yaosu.Server.Hosting;

/// <summary>Where this node keeps what is not in the database: <c>Data:Folder</c>, relative to the program.</summary>
public static class DataFolder
{
    public const string Key = "Data:Folder";

    public static string Of(IConfiguration settings, IHostEnvironment environment) =>
        Path.GetFullPath(settings[Key] is { Length: > 0 } folder ? folder : "data", environment.ContentRootPath);
}
