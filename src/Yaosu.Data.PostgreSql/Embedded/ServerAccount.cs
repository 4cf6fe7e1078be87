namespace Yaosu.Data.PostgreSql.Embedded;

/// <summary>
/// The unprivileged account that PostgreSQL runs as when the host is root (PostgreSQL refuses root). It needs an entry in the account list: initdb
/// looks its own name up.
/// </summary>
sealed record ServerAccount(string Name, uint Uid, uint Gid)
{
    /// <summary>Where data and programs go that the account can't reach where they are, e.g. under root's own home folder.</summary>
    public const string SharedHome = "/var/lib/yaosu";

    /// <summary>Null when the host is not root: the server then runs as the same user.</summary>
    public static ServerAccount? ForThisProcess()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return null;
        if (!OperatingSystem.IsLinux())
            throw EmbeddedPostgresRefusals.RootNeedsLinux();
        var accounts = All().ToArray();
        return accounts.FirstOrDefault(account => account.Name == "postgres") ?? accounts.FirstOrDefault(account => account.Name == "nobody")
            ?? throw EmbeddedPostgresRefusals.NoUnprivilegedAccount();
    }

    /// <summary>The account that owns existing data, so that data of an unprivileged run stays usable for it after root ran the host once.</summary>
    public static ServerAccount? ByUid(uint uid) => uid == 0 ? null : All().FirstOrDefault(account => account.Uid == uid);

    static IEnumerable<ServerAccount> All() =>
        from line in File.ReadLines("/etc/passwd")
        let fields = line.Split(':')
        where fields.Length >= 4 && fields[2] != "0" && uint.TryParse(fields[2], out _) && uint.TryParse(fields[3], out _)
        select new ServerAccount(fields[0], uint.Parse(fields[2], null), uint.Parse(fields[3], null));
}
