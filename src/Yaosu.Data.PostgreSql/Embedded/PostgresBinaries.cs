using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Yaosu.Data.PostgreSql.Embedded;

/// <summary>A folder with initdb, pg_ctl and postgres of one version.</summary>
sealed partial record PostgresBinaries(string Folder, string Version)
{
    /// <summary>The first with the builtin locale provider, whose order of strings does not change with the system's libraries.</summary>
    public const int OldestMajor = 17;

    public int Major => int.Parse(Version.Split('.')[0], CultureInfo.InvariantCulture);

    public string Initdb => ProgramIn(Folder, "initdb");
    public string PgCtl => ProgramIn(Folder, "pg_ctl");

    /// <param name="dataMajor">The version that existing data needs; null for new data.</param>
    public static async Task<PostgresBinaries> FindAsync(EmbeddedPostgresOptions options, string? dataMajor, ServerAccount? account, CancellationToken ct)
    {
        if (options.BinFolder is { Length: > 0 } chosen)
        {
            var found = await LookAsync(Path.GetFullPath(chosen), account, ct);
            if (found is null || found.Major < OldestMajor)
                throw EmbeddedPostgresRefusals.BinFolderIncomplete(chosen);
            return dataMajor is null || Fits(found, dataMajor) ? found : throw EmbeddedPostgresRefusals.OtherMajor(options.DataFolder, dataMajor, found.Major);
        }

        PostgresBinaries? other = null;
        foreach (var folder in Candidates())
        {
            var found = await LookAsync(folder, account, ct);
            if (found is null || found.Major < OldestMajor)
                continue;
            if (dataMajor is null || Fits(found, dataMajor))
                return found;
            other ??= found;
        }
        throw (dataMajor, other) switch
        {
            ({ } major, { } wrong) => EmbeddedPostgresRefusals.OtherMajor(options.DataFolder, major, wrong.Major),
            ({ } major, null) => EmbeddedPostgresRefusals.NoBinariesFor(options.DataFolder, major),
            _ => EmbeddedPostgresRefusals.NoBinaries(),
        };
    }

    static bool Fits(PostgresBinaries binaries, string dataMajor) => binaries.Major.ToString(CultureInfo.InvariantCulture) == dataMajor;

    /// <summary>Beside the published host, then where the build left them, then what is installed on the machine, newest first.</summary>
    static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "postgres", "bin");
        var pointer = Path.Combine(AppContext.BaseDirectory, "embedded-postgres.path");
        if (File.Exists(pointer))
            yield return Path.Combine(File.ReadAllText(pointer).Trim(), "bin");
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        var installed = new[]
        {
            ("/usr/lib/postgresql", "*", "bin"),
            ("/usr", "pgsql-*", "bin"),
            ("/opt/homebrew/opt", "postgresql@*", "bin"),
            ("/usr/local/opt", "postgresql@*", "bin"),
            (Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin"),
        };
        foreach (var (parent, pattern, bin) in installed)
            if (Directory.Exists(parent))
                foreach (var folder in Directory.GetDirectories(parent, pattern).OrderDescending(StringComparer.Ordinal))
                    yield return Path.Combine(folder, bin);
    }

    static async Task<PostgresBinaries?> LookAsync(string folder, ServerAccount? account, CancellationToken ct)
    {
        if (!new[] { "initdb", "pg_ctl", "postgres" }.All(name => File.Exists(ProgramIn(folder, name))))
            return null;
        if (await VersionAsync(folder, account, ct) is { } version)
            return new(folder, version);
        // Root may sit on a copy that nobody else can enter; a copy in a public place serves.
        if (account is null || await VersionAsync(folder, null, ct) is not { } ours)
            return null;
        var copy = Path.Combine(ServerAccount.SharedHome, $"postgresql-{ours}");
        CopyOnce(Path.GetDirectoryName(folder)!, copy);
        return await VersionAsync(Path.Combine(copy, "bin"), account, ct) is { } copied ? new(Path.Combine(copy, "bin"), copied) : null;
    }

    static async Task<string?> VersionAsync(string folder, ServerAccount? account, CancellationToken ct)
    {
        try
        {
            var said = await Programs.RunAsync(ProgramIn(folder, "postgres"), ["--version"], Path.GetPathRoot(folder)!, account, ct);
            return said.Succeeded && VersionNumber().Match(said.Output) is { Success: true } match ? match.Value : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    static void CopyOnce(string from, string to)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(to))
            return;
        try
        {
            const UnixFileMode open = (UnixFileMode)0b111_101_101;
            MakePublic(Path.GetDirectoryName(to)!);
            var half = $"{to}.{Guid.NewGuid():n}";
            Directory.CreateDirectory(half, open);
            foreach (var name in new[] { "bin", "lib", "share" })
                CopyTree(Path.Combine(from, name), Path.Combine(half, name));
            Directory.Move(half, to);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another host may have finished the same copy; if not, the caller finds nothing there and says so.
        }
    }

    public static void MakePublic(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
    }

    static void CopyTree(string from, string to)
    {
        MakePublic(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from))
            CopyTree(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    static string ProgramIn(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"\d+(\.\d+)*", RegexOptions.NonBacktracking)]
    private static partial Regex VersionNumber();
}
