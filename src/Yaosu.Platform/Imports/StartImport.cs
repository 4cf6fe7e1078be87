using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Jobs;

namespace Yaosu.Platform.Imports;

/// <summary>Has a checked file imported in the background.</summary>
public sealed class StartImport(AppDbFactory databases, ImportList imports, CheckImport check)
{
    public const int MostRunning = 3;

    /// <param name="leaveOutBad">Imports the good lines and hands back the others; else a single bad line keeps all of them out.</param>
    /// <param name="page">Where its result can be seen, for the notification; <c>?import=</c> and the job's id are added.</param>
    /// <returns>The job's id.</returns>
    public async Task<Outcome<long>> RunAsync(Actor actor, string code, long fileId, bool leaveOutBad, string? page = null, CancellationToken ct = default)
    {
        // Asks for the permission as well, and what was good a minute ago need not be good now.
        var report = await check.RunAsync(actor, code, fileId, ct);
        if (!report.TryGet(out var found))
            return report.Refusal!;
        if (found.Good == 0)
            return ImportRefusals.NothingGood();
        if (found.Bad > 0 && !leaveOutBad)
            return ImportRefusals.HasFaults(found.Bad);

        await using var db = databases.Open(actor);
        if (await db.Set<Job>().CountAsync(x => x.Kind == ImportJob.JobKind && x.CreatedById == actor.UserId && (x.State == JobState.Waiting || x.State == JobState.Running), ct) >= MostRunning)
            return ImportRefusals.TooManyRunning(MostRunning);
        var definition = imports.Find(code)!;
        var job = db.Enqueue(ImportJob.JobKind, definition.Title, new ImportArguments(code, fileId, found.FileName, leaveOutBad, page));
        db.Record(ImportActions.Requested, new AuditObject(nameof(Job), job.Id, definition.Title),
            string.Create(CultureInfo.InvariantCulture, $"{found.FileName}；共 {found.Rows} 行，可导入 {found.Good} 行"));
        await db.SaveChangesAsync(ct);
        return job.Id;
    }
}
