namespace Yaosu.Data.PostgreSql.Embedded;

/// <summary>How the embedded PostgreSQL runs; bound from <see cref="Section"/>. The defaults suit one small machine.</summary>
public sealed record EmbeddedPostgresOptions
{
    public const string Section = "Database:Embedded";

    /// <summary>Where the data lives; made when missing. Everything else (socket, locks, logs) follows from it.</summary>
    public required string DataFolder { get; init; }

    public string DatabaseName { get; init; } = "yaosu";

    /// <summary>Folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>; null takes the ones that came with the product, else the machine's.</summary>
    public string? BinFolder { get; init; }

    /// <summary>Covers the recovery after an unclean stop as well.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    public int MaxConnections { get; init; } = 120;
    public string SharedBuffers { get; init; } = "256MB";
    public string EffectiveCacheSize { get; init; } = "1GB";
    public string WorkMem { get; init; } = "16MB";
    public string MaintenanceWorkMem { get; init; } = "128MB";
    public string MaxWalSize { get; init; } = "2GB";

    /// <summary>For tests: a server that does not wait for the disk, so that its data may vanish with the machine's power. Not public, so no configuration can switch it on.</summary>
    internal bool Throwaway { get; init; }
}
