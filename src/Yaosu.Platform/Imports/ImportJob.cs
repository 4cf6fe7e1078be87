using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Platform.Imports;

internal sealed record ImportArguments(string Code, long FileId, string FileName, bool LeaveOutBad, string? Page);

/// <param name="RefusedFileId">The lines that were not imported, with the reasons; null when there are none.</param>
public sealed record ImportResult(int Imported, int Refused, long? RefusedFileId);

/// <param name="Line">The last line that is done with.</param>
/// <param name="Faults">Of lines up to there.</param>
/// <param name="DraftId">The file of refused lines that is being written.</param>
/// <param name="Result">Null until everything is done.</param>
internal sealed record ImportCheckpoint(int Line, int Imported, IReadOnlyList<ImportFault> Faults, long? DraftId, ImportResult? Result);

/// <summary>
/// Imports with the rights that whoever asked has now. Lines and the checkpoint that counts them are one transaction, so each line is imported once however
/// often the job was started again. Without leave to pass over bad lines all of them are one transaction.
/// </summary>
internal sealed class ImportJob(AppDbFactory databases, ImportList imports, FileStore files) : IJobHandler<ImportArguments>
{
    public const string JobKind = "platform.import";

    private const int RowsAtOnce = 200;

    public static string Kind => JobKind;

    public async Task RunAsync(JobContext<ImportArguments> job, CancellationToken ct)
    {
        if (imports.Find(job.Arguments.Code) is not { } definition)
            throw new JobRefusedException(ImportRefusals.NoLongerThere);
        if (definition.Lacks(job.Actor) is { } lacking)
            throw new JobRefusedException(lacking);
        var at = job.Checkpoint<ImportCheckpoint>() ?? new(0, 0, [], null, null);
        if (at.Result is { } done)
        {
            job.Result(done);
            return;
        }
        var read = await new ImportReading(files).ReadAsync(job.Actor, definition, job.Arguments.FileId, ct);
        if (!read.TryGet(out var found))
            throw new JobRefusedException(read.Refusal!);
        var rows = found.Sheet.Rows;
        at = job.Arguments.LeaveOutBad ? await ImportGoodAsync(job, definition, rows, at, ct) : await ImportAllAsync(job, definition, rows, at, ct);
        try
        {
            job.Result(await FinishAsync(job, definition, rows, at, ct));
        }
        catch (FileRefusedException e)
        {
            throw new JobRefusedException(e.Refusal);
        }
    }

    private async Task<ImportCheckpoint> ImportAllAsync(JobContext<ImportArguments> job, ImportDefinition definition, IReadOnlyList<ImportRow> rows, ImportCheckpoint at, CancellationToken ct)
    {
        if (at.Line > 0)
            return at;
        var all = new ImportCheckpoint(rows[^1].Line, rows.Count, [], null, null);
        await using var db = databases.Open(job.Actor);
        try
        {
            await db.InTransactionAsync(async () =>
            {
                var saved = 0;
                foreach (var part in rows.Chunk(RowsAtOnce))
                {
                    await ImportReading.CheckAsync(db, definition, part, ct);
                    if (part.SelectMany(row => row.Faults).FirstOrDefault() is { } fault)
                        throw new JobRefusedException(ImportRefusals.ChangedMeanwhile(fault.Line, fault.Column, fault.Text));
                    await definition.SaveRowsAsync(db, part, ct);
                    await db.SaveChangesAsync(ct);
                    db.ChangeTracker.Clear();
                    job.Progress(saved += part.Length, rows.Count);
                }
                await job.SaveCheckpointAsync(db, all, ct);
            }, ct);
        }
        catch (DbUpdateException e) when (db.Engine.IsUniqueViolation(e))
        {
            throw new JobRefusedException(ImportRefusals.Duplicate);
        }
        return all;
    }

    private async Task<ImportCheckpoint> ImportGoodAsync(JobContext<ImportArguments> job, ImportDefinition definition, IReadOnlyList<ImportRow> rows, ImportCheckpoint at, CancellationToken ct)
    {
        foreach (var part in rows.Where(row => row.Line > at.Line).Chunk(RowsAtOnce))
        {
            if (await TryImportAsync(job, definition, part, at, ct) is { } next)
            {
                at = next;
            }
            else
            {
                // Somebody was faster with at least one of them: each by itself tells which.
                foreach (var row in part)
                {
                    if (await TryImportAsync(job, definition, [row], at, ct) is { } alone)
                    {
                        at = alone;
                        continue;
                    }
                    row.Refuse(null, ImportRefusals.Duplicate);
                    at = After(at, [row]);
                    await job.SaveCheckpointAsync(at, ct);
                }
            }
            job.Progress(rows.Count(row => row.Line <= at.Line), rows.Count);
        }
        return at;
    }

    /// <returns>Null when one of them is there already by the word of the database; then nothing was written.</returns>
    private async Task<ImportCheckpoint?> TryImportAsync(JobContext<ImportArguments> job, ImportDefinition definition, ImportRow[] part, ImportCheckpoint at, CancellationToken ct)
    {
        ImportCheckpoint? next = null;
        await using var db = databases.Open(job.Actor);
        try
        {
            await db.InTransactionAsync(async () =>
            {
                await ImportReading.CheckAsync(db, definition, part, ct);
                if (part.Where(row => row.IsGood).ToArray() is { Length: > 0 } good)
                    await definition.SaveRowsAsync(db, good, ct);
                await db.SaveChangesAsync(ct);
                next = After(at, part);
                await job.SaveCheckpointAsync(db, next, ct);
            }, ct);
            return next;
        }
        catch (DbUpdateException e) when (db.Engine.IsUniqueViolation(e))
        {
            return null;
        }
    }

    private static ImportCheckpoint After(ImportCheckpoint at, ImportRow[] part) =>
        at with { Line = part[^1].Line, Imported = at.Imported + part.Count(row => row.IsGood), Faults = [.. at.Faults, .. part.SelectMany(row => row.Faults)] };

    private async Task<ImportResult> FinishAsync(JobContext<ImportArguments> job, ImportDefinition definition, IReadOnlyList<ImportRow> rows, ImportCheckpoint at, CancellationToken ct)
    {
        if (at.DraftId is { } abandoned)
            await files.GiveUpAsync(job.Actor.OrgId, abandoned);
        var reasons = at.Faults.ToLookup(fault => fault.Line);
        var refused = rows.Where(row => reasons.Contains(row.Line)).ToList();
        if (refused.Count == 0)
            return await KeepAsync(job, at, null, 0, ct);
        var begun = await files.BeginAsync(job.Actor, ImportFiles.Refused, $"未导入的行_{Path.GetFileNameWithoutExtension(job.Arguments.FileName)}.xlsx", announced: null, ct);
        if (!begun.TryGet(out var draft))
            throw new FileRefusedException(begun.Refusal!);
        await using (draft)
        {
            at = at with { DraftId = draft.Id };
            await job.SaveCheckpointAsync(at, ct);
            // The template's own columns come first, so that the mended file can be uploaded as it is.
            SpreadsheetColumn<ImportRow>[] columns =
            [
                .. definition.Headers.Select((header, i) => SpreadsheetColumn<ImportRow>.Text(header, row => row.Texts[i])),
                SpreadsheetColumn<ImportRow>.Integer("原行号", row => row.Line),
                SpreadsheetColumn<ImportRow>.Text("未导入的原因", row => string.Join(" ", reasons[row.Line].Select(fault => fault.Column is null ? fault.Text : $"{fault.Column}：{fault.Text}")), 80),
            ];
            await SpreadsheetWriter.WriteXlsxAsync(draft.Bytes, "未导入的行", columns, refused.ToAsyncEnumerable(), null, ct);
            await draft.SettleAsync(ct);
            return await KeepAsync(job, at, draft, refused.Count, ct);
        }
    }

    private async Task<ImportResult> KeepAsync(JobContext<ImportArguments> job, ImportCheckpoint at, FileDraft? draft, int refused, CancellationToken ct)
    {
        var result = new ImportResult(at.Imported, refused, draft?.Id);
        await using var db = databases.Open(job.Actor);
        await db.InTransactionAsync(async () =>
        {
            if (draft is not null)
                await draft.StoreAsync(db, SpreadsheetWriter.XlsxContentType, ct);
            var said = refused == 0 ? $"“{job.Arguments.FileName}”的 {at.Imported} 行已全部导入。" : $"“{job.Arguments.FileName}”已导入 {at.Imported} 行，{refused} 行未导入，请下载查看原因。";
            if (job.Actor.UserId != 0)
                db.Notify(job.Actor.UserId, "导入已完成", said, job.Arguments.Page is { } page ? ImportUrls.Progress(page, job.JobId) : null);
            db.Record(ImportActions.Finished, new AuditObject(nameof(Job), job.JobId, job.Title), string.Create(CultureInfo.InvariantCulture, $"导入 {at.Imported} 行，未导入 {refused} 行"));
            await db.SaveChangesAsync(ct);
            // Last: if the job is no longer ours, all of this is rolled back.
            await job.SaveCheckpointAsync(db, at with { Result = result, Faults = [] }, ct);
        }, ct);
        return result;
    }
}
