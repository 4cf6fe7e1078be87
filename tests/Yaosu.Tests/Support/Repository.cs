namespace Yaosu.Tests.Support;

internal static class Repository
{
    /// <summary>Where Console.sln stands.</summary>
    public static string Folder { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Console.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("Console.sln is not above the tests' output.");
    }
}
