using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Modules;

namespace Yaosu.CrashWorker;

/// <summary>Something to write, so that tests can count what was written.</summary>
public sealed class WorkModule : Module
{
    public override string Name => "Work";

    public override void MapEntities(ModelBuilder model)
    {
        var entity = model.Entity<Written>().ToTable("Written", Schema);
        entity.HasIndex(x => new { x.OrgId, x.Number });
    }
}

public sealed class Written : IOwnedByOrg
{
    public long OrgId { get; set; }

    public long Id { get; set; }

    public int Number { get; set; }

    public string Text { get; set; } = "";
}
