using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;

namespace Yaosu.Platform.Exports;

/// <summary>Has the current view of a list written into a file, in the background.</summary>
public sealed class RequestExport(AppDbFactory databases, ExportList exports)
{
    public const int MostRunning = 5;

    /// <param name="columns">Keys of the columns shown, in the order shown; what is no column of the export is left out. Null takes all.</param>
    /// <returns>The job's id.</returns>
    public Task<Outcome<long>> RunAsync<TFilter>(Actor actor, string code, TFilter filter, IReadOnlyList<string>? columns, ExportFormat format, CancellationToken ct = default)
        where TFilter : class
    {
        var definition = exports.Find(code) ?? throw new ArgumentException($"No export is called '{code}'.", nameof(code));
        if (definition.FilterType != typeof(TFilter))
            throw new ArgumentException($"The export '{code}' takes a {definition.FilterType.Name}.", nameof(filter));
        return RunAsync(actor, definition, StoredJson.Write(filter), columns, format, ct);
    }

    /// <summary>The same list again, with the rows that are there now.</summary>
    public async Task<Outcome<long>> AgainAsync(Actor actor, ExportArguments arguments, CancellationToken ct = default) => exports.Find(arguments.Code) is { } definition
        ? await RunAsync(actor, definition, arguments.FilterJson, arguments.Columns, arguments.Format, ct)
        : ExportRefusals.NoLongerThere;

    private async Task<Outcome<long>> RunAsync(
        Actor actor, ExportDefinition definition, string filterJson, IReadOnlyList<string>? wanted, ExportFormat format, CancellationToken ct)
    {
        if (actor.Lacks(definition.Permission) is { } refusal)
            return refusal;
        var names = definition.ColumnNames;
        var columns = wanted is null ? names : [.. wanted.Distinct().SelectMany(key => names.Where(name => name.Key == key))];
        if (columns.Count == 0)
            return ExportRefusals.NoColumns;

        await using var db = databases.Open(actor);
        if (await db.Set<Job>().CountAsync(x => x.Kind == ExportJob.JobKind && x.CreatedById == actor.UserId && (x.State == JobState.Waiting || x.State == JobState.Running), ct) >= MostRunning)
            return ExportRefusals.TooManyRunning(MostRunning);
        var title = definition.TitleOf(filterJson);
        var fileName = string.Create(CultureInfo.InvariantCulture, $"{title}_{ChinaTime.FromUtc(databases.Time.UtcNow()):yyyyMMdd_HHmmss}.{Extension(format)}");
        var arguments = new ExportArguments(definition.Code, await definition.PinAsync(db, filterJson, ct), [.. columns.Select(column => column.Key)], format, FileName.Safe(fileName));
        var job = db.Enqueue(ExportJob.JobKind, title, arguments);
        db.Record(ExportActions.Requested, new AuditObject(nameof(Job), job.Id, title), $"{arguments.FileName}；列：{string.Join("、", columns.Select(column => column.Title))}；条件：{definition.Said(arguments.FilterJson)}");
        var saved = await db.TrySaveAsync(ct: ct);
        return saved.IsDone ? job.Id : saved.Refusal!;
    }

    private static string Extension(ExportFormat format) => format switch { ExportFormat.Xlsx => "xlsx", ExportFormat.Csv => "csv", ExportFormat.Zip => "zip", ExportFormat.Pdf => "pdf" };
}
