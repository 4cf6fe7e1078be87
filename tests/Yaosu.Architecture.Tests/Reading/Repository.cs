using System.Reflection;

namespace Yaosu.Architecture.Tests.Reading;

/// <summary>The sources these tests were built from.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Made = new(StringComparer.Ordinal) { "bin", "obj", "node_modules", ".git", ".vs", ".idea", "TestResults", "data", "_framework", "lib" };

    public static string Folder { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(x => x.Key == "RepositoryFolder").Value!;

    /// <summary>Every file somebody wrote, as a path from the repository's root with forward slashes.</summary>
    public static IEnumerable<string> Files(string under = "") => Walk(new DirectoryInfo(Path.Combine(Folder, under)));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>The lines of a committed list in this project: blank lines and what follows # don't count.</summary>
    public static IReadOnlyList<string> List(string name) =>
    [
        .. File.ReadLines(Path.Combine(Folder, "tests/Yaosu.Architecture.Tests/Lists", name)).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0),
    ];

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
            yield return Path.GetRelativePath(Folder, file.FullName).Replace('\\', '/');
        foreach (var inner in folder.EnumerateDirectories().Where(x => !Made.Contains(x.Name) && x.LinkTarget is null))
            foreach (var file in Walk(inner))
                yield return file;
    }
}
