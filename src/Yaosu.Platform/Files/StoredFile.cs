using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Files;

/// <summary>
/// Writing → Stored → Deleted. The row is there before the first byte and says Stored only when all bytes lie safely on disk; whoever asks for a file sees
/// Stored rows alone. A row that stays Writing (its node died) or is Deleted tells the sweeper which bytes to remove; then the row goes too. So bytes are
/// only ever removed because a row says so, never because one is missing.
/// </summary>
public enum StoredFileState
{
    [Label("写入中")]
    Writing,

    [Label("已保存")]
    Stored,

    /// <summary>Nobody can read it any more; its bytes are about to go.</summary>
    [Label("已删除")]
    Deleted,
}

/// <summary>A file of an enterprise. Its bytes lie in the file folder under ids of ours; the name is for people only.</summary>
[Label("文件")]
public sealed class StoredFile : IOwnedByOrg, IAuditSubject
{
    public const int NameLength = 200;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public StoredFileState State { get; private set; }

    /// <summary>Safe to show, to save and to send: see <see cref="FileName"/>.</summary>
    [Label("文件名")]
    public string Name { get; internal init; } = "";

    /// <summary>By its bytes, not by its name.</summary>
    public string ContentType { get; private set; } = "";

    [Label("大小")]
    public long Size { get; private set; }

    /// <summary>In hex; null while it is being written.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>Code of the <see cref="FilePurpose"/>, which says who may read it.</summary>
    public string Purpose { get; internal init; } = "";

    public DateTime CreatedAt { get; internal init; }

    /// <summary>0 for the system.</summary>
    public long CreatedById { get; internal init; }

    /// <summary>When it is deleted by itself; null when it stays until somebody deletes it.</summary>
    public DateTime? ExpiresAt { get; private set; }

    string IAuditSubject.AuditName => Name;

    /// <summary>Something refers to it from now on: it no longer goes away by itself.</summary>
    public void Keep() => ExpiresAt = null;

    /// <summary>In the change that no longer needs it; the bytes go soon after.</summary>
    public void Delete() => State = StoredFileState.Deleted;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<StoredFile>().ToTable("Files", PlatformModule.SchemaName);
        entity.Property(x => x.Name).HasMaxLength(NameLength);
        entity.Property(x => x.ContentType).HasMaxLength(100);
        entity.Property(x => x.Sha256).HasMaxLength(64);
        entity.Property(x => x.Purpose).HasMaxLength(40);
        // A person's click and the sweeper may meet: whoever is second sees it.
        entity.Property(x => x.State).IsConcurrencyToken();
        entity.HasIndex(x => new { x.State, x.CreatedAt });
        entity.HasIndex(x => x.ExpiresAt);

        model.Entity<FileUsage>().ToTable("FileUsages", PlatformModule.SchemaName);
    }
}

/// <summary>How many bytes an enterprise keeps. One row, so that two uploads can't both take the last of the quota.</summary>
internal sealed class FileUsage : IOwnedByOrg
{
    public const long OnlyId = 1;

    public long OrgId { get; private set; }

    public long Id { get; internal set; }

    public long Bytes { get; private set; }
}
