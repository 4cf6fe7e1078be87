using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Pdf.Fonts;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Platform.Exports;

/// <summary>
/// Writes an export with the rights that whoever asked has now. Started again after a crash it throws away what the last try left and writes the same bytes
/// once more; the file, the checkpoint that says so and the notification are one transaction, so there is one of each however often it was tried.
/// </summary>
internal sealed class ExportJob(AppDbFactory databases, ExportList exports, FileStore files, ExportInbox? inbox = null) : IJobHandler<ExportArguments>
{
    public const string JobKind = "platform.export";

    public static string Kind => JobKind;

    public async Task RunAsync(JobContext<ExportArguments> job, CancellationToken ct)
    {
        if (exports.Find(job.Arguments.Code) is not { } definition)
            throw new JobRefusedException(ExportRefusals.NoLongerThere);
        if (job.Actor.Lacks(definition.Permission) is { } refusal)
            throw new JobRefusedException(refusal);

        var last = job.Checkpoint<ExportCheckpoint>();
        if (last?.Result is { } done)
        {
            job.Result(done);
            return;
        }
        if (last is not null)
            await files.GiveUpAsync(job.Actor.OrgId, last.FileId);
        try
        {
            job.Result(await WriteAsync(job, definition, ct));
        }
        catch (FileRefusedException e)
        {
            throw new JobRefusedException(e.Refusal);
        }
        catch (SpreadsheetLimitException e)
        {
            throw new JobRefusedException(e.Refusal);
        }
        catch (PdfFontMissingException e)
        {
            throw new JobRefusedException(e.Refusal);
        }
    }

    private async Task<ExportResult> WriteAsync(JobContext<ExportArguments> job, ExportDefinition definition, CancellationToken ct)
    {
        var begun = await files.BeginAsync(job.Actor, ExportFiles.Purpose, job.Arguments.FileName, announced: null, ct);
        if (!begun.TryGet(out var draft))
            throw new FileRefusedException(begun.Refusal!);
        await using (draft)
        {
            // Named before its first byte, so that whoever goes on after a crash knows what to clear away.
            await job.SaveCheckpointAsync(new ExportCheckpoint(draft.Id, null), ct);
            await using var db = databases.Open(job.Actor);
            var rows = await definition.WriteAsync(db, job.Arguments, draft.Bytes, (written, total) => job.Progress(written, total), ct);
            await draft.SettleAsync(ct);
            return await KeepAsync(job, draft, rows, ct);
        }
    }

    private async Task<ExportResult> KeepAsync(JobContext<ExportArguments> job, FileDraft draft, long rows, CancellationToken ct)
    {
        var result = new ExportResult(draft.Id, job.Arguments.FileName, draft.Bytes.Length, rows);
        await using var db = databases.Open(job.Actor);
        await db.InTransactionAsync(async () =>
        {
            await draft.StoreAsync(db, ContentType(job.Arguments.Format), ct);
            if (job.Actor.UserId != 0)
                db.Notify(job.Actor.UserId, "导出已完成", $"“{job.Title}”共 {rows} 行，{SizeText.Of(result.Size)}，请在 {ExportFiles.Purpose.GoesAfter!.Value.Days} 天内下载。", inbox?.Url);
            await db.SaveChangesAsync(ct);
            // Last: if the job is no longer ours, all of this is rolled back.
            await job.SaveCheckpointAsync(db, new ExportCheckpoint(draft.Id, result), ct);
        }, ct);
        return result;
    }

    private static string ContentType(ExportFormat format) => format switch
    {
        ExportFormat.Xlsx => SpreadsheetWriter.XlsxContentType,
        ExportFormat.Csv => SpreadsheetWriter.CsvContentType,
        ExportFormat.Zip => "application/zip",
        ExportFormat.Pdf => "application/pdf",
    };
}
