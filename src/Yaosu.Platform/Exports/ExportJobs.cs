using Yaosu.Platform.Background;
using Yaosu.Platform.Jobs;

namespace Yaosu.Platform.Exports;

/// <summary>Reads jobs that are exports, for whoever shows them.</summary>
public static class ExportJobs
{
    public static IQueryable<Job> OfExports(this IQueryable<Job> jobs) => jobs.Where(x => x.Kind == ExportJob.JobKind);

    public static ExportArguments Arguments(string argumentsJson) => StoredJson.Read<ExportArguments>(argumentsJson);

    /// <summary>The file of a job: of one that is done, or of one that was cancelled in the moment between storing the file and saying so. Null when none
    /// was stored.</summary>
    public static ExportResult? Result(string? resultJson, string? checkpointJson) =>
        resultJson is not null ? StoredJson.Read<ExportResult>(resultJson)
        : checkpointJson is not null ? StoredJson.Read<ExportCheckpoint>(checkpointJson).Result
        : null;
}
