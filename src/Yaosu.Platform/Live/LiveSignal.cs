using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Live;

/// <summary>A live topic on its way to the other nodes, where the engine has no channel of its own. Lives for minutes.</summary>
[PlatformFact("Carries only the name of a topic between nodes; each screen reads the data itself, as its own enterprise.")]
public sealed class LiveSignal
{
    public const string TableName = "LiveSignals";

    /// <summary>By the database's clock, so that nodes need not agree on the time.</summary>
    public DateTime At { get; private init; }

    public Guid Id { get; private init; }

    /// <summary>0 for facts of the whole platform.</summary>
    public long OrgId { get; private init; }

    public string Topic { get; private init; } = "";

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<LiveSignal>().ToTable(TableName, PlatformModule.SchemaName);
        entity.HasKey(x => new { x.At, x.Id });
    }
}
