using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;

namespace Yaosu.Downloads.Mine;

/// <summary>Exports the same list with the same filter and columns once more, with the rows of today.</summary>
public sealed class RepeatDownload(AppDbFactory databases, RequestExport exports)
{
    /// <returns>The new export's id.</returns>
    public async Task<Outcome<long>> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        if (await MyDownloads.Own(db).SingleOrDefaultAsync(x => x.Id == id, ct) is not { } job)
            return DownloadsRefusals.NotFound;
        if (!job.IsOver)
            return DownloadsRefusals.NotRepeatable;
        return await exports.AgainAsync(actor, ExportJobs.Arguments(job.ArgumentsJson), ct);
    }
}
