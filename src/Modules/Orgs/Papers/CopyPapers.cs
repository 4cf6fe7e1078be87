using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Onboarding;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Orgs.Papers;

/// <summary>Gives a new enterprise the papers of its application: rows and files of its own.</summary>
public sealed class CopyPapers(AppDbFactory databases, FileStore files)
{
    /// <summary>Adds the rows to the new enterprise's context and writes the bytes; they become readable with <see cref="Copies.StoreAsync"/>, or go when disposed.</summary>
    internal async Task<Outcome<Copies>> PrepareAsync(AppDb db, long applicationId, CancellationToken ct)
    {
        var papers = await db.Set<JoinQualification>().AsNoTracking().Where(x => x.ApplicationId == applicationId).OrderBy(x => x.Id).ToListAsync(ct);
        var copies = new Copies();
        if (papers.Count == 0)
            return copies;
        var applicants = Actor.System(await PlatformFiles.OrgIdAsync(databases, ct) ?? 0);
        try
        {
            foreach (var paper in papers)
            {
                if (await files.FindAsync(applicants, paper.FileId, ct) is not { } source || files.TryOpen(source) is not { } bytes)
                {
                    await copies.DisposeAsync();
                    return OrgsRefusals.QualificationFileLost(paper.Kind);
                }
                await using (bytes)
                    await CopyAsync(db, copies, paper, source, bytes, ct);
            }
            return copies;
        }
        catch (FileRefusedException e)
        {
            await copies.DisposeAsync();
            return e.Refusal;
        }
        catch
        {
            await copies.DisposeAsync();
            throw;
        }
    }

    private async Task CopyAsync(AppDb db, Copies copies, JoinQualification paper, StoredFile source, FileStream bytes, CancellationToken ct)
    {
        var begun = await files.BeginAsync(Actor.System(db.OrgId), QualificationFile.Purpose, source.Name, source.Size, ct);
        if (!begun.TryGet(out var draft))
            throw new FileRefusedException(begun.Refusal!);
        copies.Add(draft, source.ContentType);
        await bytes.CopyToAsync(draft.Bytes, ct);
        await draft.SniffAsync(ct);
        await draft.SettleAsync(ct);
        var now = db.Time.UtcNow();
        db.Add(new Qualification
        {
            OrgId = db.OrgId,
            Kind = paper.Kind,
            Number = paper.Number,
            ExpiresOn = paper.ExpiresOn,
            FileId = draft.Id,
            FileName = paper.FileName,
            State = QualificationState.Approved,
            SubmittedById = 0,
            SubmittedBy = "入驻申请",
            SubmittedAt = now,
            ReviewedBy = db.Actor.Name,
            ReviewedAt = now,
        });
    }

    internal sealed class Copies : IAsyncDisposable
    {
        private readonly List<(FileDraft Draft, string ContentType)> _drafts = [];

        internal void Add(FileDraft draft, string contentType) => _drafts.Add((draft, contentType));

        /// <summary>In the transaction that opens the enterprise.</summary>
        internal async Task StoreAsync(AppDb db, CancellationToken ct)
        {
            foreach (var (draft, contentType) in _drafts)
            {
                await draft.StoreAsync(db, contentType, ct);
                (await db.Set<StoredFile>().SingleAsync(x => x.Id == draft.Id, ct)).Keep();
            }
            await db.SaveChangesAsync(ct);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var (draft, _) in _drafts)
                await draft.DisposeAsync();
        }
    }
}
