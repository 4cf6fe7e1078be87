using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.ApiKeys;

/// <summary>A program of the enterprise (ERP, HIS) that may use our interfaces. It shows one of its secrets; the key says what it may do and from where.</summary>
[Label("接口密钥")]
public sealed class ApiKey : IOwnedByOrg, IVersioned, IAuditSubject
{
    public const int NameLength = 40;
    public const int MostAddresses = 20;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public int Version { get; private set; }

    [Label("密钥名称")]
    public required string Name { get; set; }

    /// <summary>Who made the program; for whoever has to ask.</summary>
    [Label("系统商名称")]
    public string? Provider { get; set; }

    [Label("权限")]
    public required List<string> Permissions { get; set; }

    /// <summary>Addresses and networks it may come from; from anywhere when there are none.</summary>
    [Label("允许的 IP")]
    public required List<string> Addresses { get; set; }

    [Label("创建时间")]
    public required DateTime CreatedAt { get; init; }

    [Label("吊销时间")]
    public DateTime? RevokedAt { get; set; }

    string IAuditSubject.AuditName => Name;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<ApiKey>().ToTable("ApiKeys", OrgsModule.SchemaName);
        entity.Property(x => x.Name).HasMaxLength(NameLength).SortedByPinyin();
        entity.Property(x => x.Provider).HasMaxLength(NameLength);
        entity.Property(x => x.Permissions).StoredAsLines();
        entity.Property(x => x.Addresses).StoredAsLines();
        entity.HasIndex(x => new { x.OrgId, x.Name }).IsUnique();
    }
}
