using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Cryptography;
using System.Security.Principal;
using System.Text;

namespace Yaosu.Data.PostgreSql.Embedded;

/// <summary>The folders of one embedded server and who owns them. All of it is called under the start lock.</summary>
/// <remarks>
/// <code>
/// DataFolder/            ours
///   start.lock, hosts/   ours: the server's account can't plant anything here that root would open
///   cluster/             the server's; a link to /var/lib/yaosu/… when its account can't enter DataFolder
///   socket/              the server's, mode 0700: whoever gets in here is trusted
///   password             Windows alone, where the server listens on loopback
/// </code>
/// </remarks>
sealed class Cluster
{
    public const string User = "yaosu";
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode Passable = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    const string SocketFile = "/.s.PGSQL.5432";

    readonly string _dataFolder;

    Cluster(string dataFolder, string folder, ServerAccount? account) => (_dataFolder, Folder, Account) = (dataFolder, folder, account);

    /// <summary>What PostgreSQL calls its data directory.</summary>
    public string Folder { get; }

    /// <summary>Whom the server runs as; null is ourselves.</summary>
    public ServerAccount? Account { get; }

    string Home => Path.GetDirectoryName(Folder)!;

    string PasswordFile => Path.Combine(_dataFolder, "password");

    /// <summary>Null for a cluster that is still to be made.</summary>
    public string? MajorVersion => File.Exists(Path.Combine(Folder, "PG_VERSION")) ? File.ReadAllText(Path.Combine(Folder, "PG_VERSION")).Trim() : null;

    public string Password => OperatingSystem.IsWindows() ? File.ReadAllText(PasswordFile) : "";

    public static string MakeDataFolder(string path)
    {
        var folder = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            File.SetUnixFileMode(folder, Environment.IsPrivilegedProcess ? Passable : OwnerOnly);
        }
        return folder;
    }

    public static async Task<Cluster> OpenAsync(string dataFolder, CancellationToken ct)
    {
        var folder = Path.Combine(dataFolder, "cluster");
        if (new DirectoryInfo(folder).LinkTarget is { } elsewhere)
        {
            folder = Path.GetFullPath(elsewhere, dataFolder);
            if (!Directory.Exists(folder))
                throw EmbeddedPostgresRefusals.DataGone(Path.Combine(dataFolder, "cluster"), folder);
        }
        var account = ServerAccount.ForThisProcess();
        if (account is not null && OperatingSystem.IsLinux() && LinuxFiles.Look(folder) is { } found)
        {
            var owner = ServerAccount.ByUid(found.Uid);
            account = owner ?? account;
            // Restored or copied by root, or made on a machine with other accounts.
            if (owner is null && Directory.Exists(folder))
                LinuxFiles.GiveTo(account, folder, withContent: true);
        }
        var cluster = new Cluster(dataFolder, folder, account);
        if (cluster.MajorVersion is null && Directory.Exists(folder))
        {
            if (Directory.EnumerateFileSystemEntries(folder).Any())
                throw EmbeddedPostgresRefusals.NotACluster(folder);
            Directory.Delete(folder);
        }
        return account is null || await CanEnterAsync(account, cluster.Home, ct) ? cluster : cluster.Elsewhere(account);
    }

    /// <summary>Makes the cluster beside its final place, so that an initdb that was cut short leaves nothing that looks like data.</summary>
    public async Task CreateAsync(PostgresBinaries binaries, bool throwaway, CancellationToken ct)
    {
        foreach (var half in Directory.GetDirectories(Home, "cluster.new-*"))
            Directory.Delete(half, recursive: true);
        var making = Path.Combine(Home, $"cluster.new-{Guid.NewGuid():n}");
        MakeFor(Account, making);
        List<string> arguments =
        [
            "-D", making, "-U", User, "--encoding=UTF8", "--data-checksums", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            // Trigram search asks the system's character classes, so they have to know Chinese.
            .. OperatingSystem.IsLinux() ? new[] { "--locale=C.UTF-8" } : OperatingSystem.IsMacOS() ? ["--locale=C", "--lc-ctype=en_US.UTF-8"] : ["--locale=C"],
            "--auth-host=scram-sha-256",
        ];
        if (OperatingSystem.IsWindows())
        {
            WritePassword(PasswordFile);
            arguments.AddRange(["--auth-local=scram-sha-256", $"--pwfile={PasswordFile}"]);
        }
        else
        {
            arguments.Add("--auth-local=trust");
        }
        if (throwaway)
            arguments.Add("--no-sync");
        var made = await Programs.RunAsync(binaries.Initdb, arguments, making, Account, ct);
        if (!made.Succeeded)
        {
            Directory.Delete(making, recursive: true);
            throw made.Output.Contains("effective user ID", StringComparison.Ordinal)
                ? EmbeddedPostgresRefusals.UserWithoutAccount()
                : EmbeddedPostgresRefusals.InitFailed(Folder, made.LastLines);
        }
        Directory.Move(making, Folder);
        if (Home != _dataFolder)
            File.CreateSymbolicLink(Path.Combine(_dataFolder, "cluster"), Folder);
    }

    /// <summary>Where the server's socket belongs.</summary>
    string SocketFolder
    {
        get
        {
            var folder = Path.Combine(Home, "socket");
            // The system's limit for a socket's path, less the closing zero; and what the client takes for a list of hosts or for a port.
            var fits = Encoding.UTF8.GetByteCount(folder + SocketFile) <= (OperatingSystem.IsMacOS() ? 103 : 107) && folder.IndexOfAny([',', ':']) < 0;
            return fits ? folder : ShortSocketFolder();
        }
    }

    /// <summary>The running server, if any.</summary>
    public Postmaster? Running() => Postmaster.Read(Folder) is { } found && IsAlive(found) ? found : null;

    /// <summary>
    /// A server in another container on the same volume has a process id that means nothing here, but its socket answers. Taking it for dead and starting a
    /// second one would destroy the data.
    /// </summary>
    public bool IsAlive(Postmaster server) => Postmaster.IsAlive(server.Pid, Folder) || (!OperatingSystem.IsWindows() && Answers(SocketFolder + SocketFile));

    /// <summary>Makes the private folder for the server's socket and clears it of what an earlier server left.</summary>
    public string MakeSocketFolder()
    {
        if (OperatingSystem.IsWindows())
            return "";
        var folder = SocketFolder;
        if (IsSomeoneElses(folder))
            throw EmbeddedPostgresRefusals.SocketFolderTaken(folder);
        try
        {
            MakeFor(Account, folder);
        }
        catch (UnauthorizedAccessException)
        {
            throw EmbeddedPostgresRefusals.SocketFolderTaken(folder);
        }
        // A left-over lock file stops the server like a left-over postmaster.pid does.
        File.Delete(folder + SocketFile);
        File.Delete(folder + SocketFile + ".lock");
        return folder;
    }

    /// <summary>A folder that is not inside the data folder would stay for ever.</summary>
    public void RemoveSocketFolder()
    {
        if (!OperatingSystem.IsWindows() && !SocketFolder.StartsWith(Home, StringComparison.Ordinal) && Directory.Exists(SocketFolder))
            Directory.Delete(SocketFolder);
    }

    /// <summary>In a folder that others can write to, a link or a folder of theirs may be waiting. (Not being root, we could not change the mode of theirs.)</summary>
    bool IsSomeoneElses(string folder) =>
        new DirectoryInfo(folder).LinkTarget is not null
        || (Account is not null && OperatingSystem.IsLinux() && LinuxFiles.Look(folder) is { } found && (!found.IsFolder || (found.Uid != 0 && found.Uid != Account.Uid)));

    string ShortSocketFolder()
    {
        var name = "yaosu-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Folder)))[..16];
        // Only root can make entries in /run; a user's own runtime folder is closed to others; in /tmp the owner is checked.
        string?[] parents = Account is not null ? ["/run", "/tmp"] : [Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "/tmp"];
        var parent = parents.First(parent => parent is { Length: > 0 and < 60 } && Directory.Exists(parent))!;
        return Path.Combine(parent, name);
    }

    /// <summary>Where the account can go, when it can't enter our folder. The link that <see cref="CreateAsync"/> leaves is the only trace of where the data is.</summary>
    Cluster Elsewhere(ServerAccount account)
    {
        if (MajorVersion is not null)
            throw EmbeddedPostgresRefusals.NobodyCanReach(Home, account.Name);
        try
        {
            PostgresBinaries.MakePublic(ServerAccount.SharedHome);
            var home = Path.Combine(ServerAccount.SharedHome, Guid.NewGuid().ToString("n")[..12]);
            PostgresBinaries.MakePublic(home);
            return new(_dataFolder, Path.Combine(home, "cluster"), account);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw EmbeddedPostgresRefusals.NobodyCanReach(_dataFolder, account.Name);
        }
    }

    static bool Answers(string socketFile)
    {
        if (!File.Exists(socketFile))
            return false;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(socketFile));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static async Task<bool> CanEnterAsync(ServerAccount account, string folder, CancellationToken ct)
    {
        try
        {
            await Programs.RunAsync("/bin/true", [], folder, account, ct);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    static void MakeFor(ServerAccount? account, string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }
        Directory.CreateDirectory(folder, OwnerOnly);
        // Fails unless the folder is ours, which is the check that nobody else made it.
        File.SetUnixFileMode(folder, OwnerOnly);
        if (account is not null && OperatingSystem.IsLinux())
            LinuxFiles.GiveTo(account, folder);
    }

    [SupportedOSPlatform("windows")]
    static void WritePassword(string file)
    {
        var access = new FileSecurity();
        access.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        access.AddAccessRule(new(WindowsIdentity.GetCurrent().User!, FileSystemRights.FullControl, AccessControlType.Allow));
        using var stream = new FileInfo(file).Create(FileMode.Create, FileSystemRights.Write, FileShare.None, 4096, FileOptions.None, access);
        stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))));
    }
}
