using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Recurring;

/// <summary>When a piece of recurring work is due, and who does it now.</summary>
[PlatformFact("The timetable of the platform's own chores; holds nothing of any enterprise.")]
internal sealed class RecurringRun
{
    public string Name { get; internal init; } = "";

    /// <summary>The next run, or the end of the lease while it runs.</summary>
    public DateTime DueAt { get; internal init; }

    /// <summary>Who runs it, under a name that is never used twice; null while nobody does.</summary>
    public string? LeaseOwner { get; private set; }

    /// <summary>Null before the first run.</summary>
    public DateTime? FinishedAt { get; private set; }

    /// <summary>Why the last run failed; null when it didn't.</summary>
    public string? LastError { get; private set; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<RecurringRun>().ToTable("RecurringRuns", PlatformModule.SchemaName);
        entity.HasKey(x => x.Name);
        entity.Property(x => x.Name).HasMaxLength(80);
        entity.Property(x => x.LastError).HasMaxLength(1000);
    }
}
