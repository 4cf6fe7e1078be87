using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Jobs;

/// <summary>
/// Waiting → Running → Done. A try that throws goes back to Waiting until its tries are used up, then to Failed; a refusal goes to Failed at once. A node that
/// stops puts its jobs back to Waiting; when a node dies, its jobs stay Running until their lease ends and then run on elsewhere. A person may cancel what is
/// Waiting or Running, and send what is Failed or Cancelled back to Waiting. Done is final.
/// </summary>
public enum JobState
{
    [Label("等待中")]
    Waiting,

    [Label("进行中")]
    Running,

    [Label("已完成")]
    Done,

    /// <summary>Will not be tried again unless a person says so.</summary>
    [Label("失败")]
    Failed,

    [Label("已取消")]
    Cancelled,
}

/// <summary>Work that outlives the request that asked for it. Runs on any node, once at a time, and goes on from its checkpoint after a crash.</summary>
[Label("任务")]
public sealed class Job : IOwnedByOrg
{
    public long OrgId { get; private set; }

    public long Id { get; private set; }

    /// <summary>Names the handler; stable, <c>module.thing</c>.</summary>
    public string Kind { get; internal init; } = "";

    /// <summary>What people call it.</summary>
    public string Title { get; internal init; } = "";

    public string ArgumentsJson { get; internal init; } = "";

    public JobState State { get; private set; }

    public long ProgressDone { get; private set; }

    /// <summary>Null while nobody knows how much there is to do.</summary>
    public long? ProgressTotal { get; private set; }

    /// <summary>How far it got, in the handler's own words; null before the first checkpoint.</summary>
    public string? CheckpointJson { get; private set; }

    /// <summary>Tries that ended with an error.</summary>
    public int Tries { get; private set; }

    /// <summary>How often in a row its node died or fell silent before it got past the first checkpoint of its run.</summary>
    public int Crashes { get; private set; }

    /// <summary>When a node may take it: the next try while Waiting, the end of the lease while Running; null when it is over.</summary>
    public DateTime? DueAt { get; private set; }

    /// <summary>Who runs it, under a name that is never used twice; null while nobody does.</summary>
    public string? LeaseOwner { get; private set; }

    /// <summary>A sentence for people about the last thing that went wrong; null when nothing did.</summary>
    public string? Error { get; private set; }

    /// <summary>Finds the log lines of the last error; null when there was none.</summary>
    public string? ErrorTraceId { get; private set; }

    /// <summary>What the handler hands back; null until it is done, and when there is nothing to say.</summary>
    public string? ResultJson { get; private set; }

    public DateTime CreatedAt { get; internal init; }

    /// <summary>0 when the system itself asked.</summary>
    public long CreatedById { get; internal init; }

    public string CreatedByName { get; internal init; } = "";

    /// <summary>When it was first taken; null before.</summary>
    public DateTime? StartedAt { get; private set; }

    /// <summary>When it came to an end of whatever kind; null before.</summary>
    public DateTime? FinishedAt { get; private set; }

    public bool IsOver => State is JobState.Done or JobState.Failed or JobState.Cancelled;

    internal static Job New(Actor actor, string kind, string title, string argumentsJson, DateTime now) => new()
    {
        Kind = kind,
        Title = title,
        ArgumentsJson = argumentsJson,
        CreatedAt = now,
        CreatedById = actor.UserId,
        CreatedByName = actor.Name,
        DueAt = now,
    };

    /// <summary>A running job is over at once: its handler holds a lease that no longer exists, so it can't write, and is told to stop.</summary>
    internal Outcome Cancel(DateTime now)
    {
        if (IsOver)
            return JobRefusals.AlreadyOver;
        (State, DueAt, LeaseOwner, FinishedAt) = (JobState.Cancelled, null, null, now);
        return Outcome.Done;
    }

    /// <summary>Goes on from the last checkpoint, with all tries given back.</summary>
    internal Outcome Retry(DateTime now)
    {
        if (State is not (JobState.Failed or JobState.Cancelled))
            return JobRefusals.NotRetryable;
        (State, DueAt, FinishedAt) = (JobState.Waiting, now, null);
        (Tries, Crashes, Error, ErrorTraceId) = (0, 0, null, null);
        return Outcome.Done;
    }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Job>().ToTable("Jobs", PlatformModule.SchemaName);
        entity.Property(x => x.Kind).HasMaxLength(80);
        entity.Property(x => x.ArgumentsJson).LongText();
        entity.Property(x => x.CheckpointJson!).LongText();
        entity.Property(x => x.ResultJson!).LongText();
        entity.Property(x => x.Error).HasMaxLength(1000);
        entity.Property(x => x.ErrorTraceId).HasMaxLength(32);
        // A person's click and a node's write may meet: whoever is second sees it.
        entity.Property(x => x.State).IsConcurrencyToken();
        entity.Property(x => x.LeaseOwner).IsConcurrencyToken();
        entity.HasIndex(x => new { x.OrgId, x.CreatedAt });
        entity.HasIndex(x => new { x.OrgId, x.CreatedById, x.CreatedAt });
        entity.HasIndex(x => x.DueAt);
        entity.HasIndex(x => x.FinishedAt);
    }
}
