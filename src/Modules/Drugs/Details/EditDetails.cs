using Microsoft.EntityFrameworkCore;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Data;

namespace Yaosu.Drugs.Details;

/// <summary>Writes a drug's details: into the draft while one works, and to consumers when they are submitted. Versions that were submitted never change.</summary>
public sealed class EditDetails(AppDbFactory databases)
{
    /// <param name="DraftVersion">Of the draft; -1 while there is none.</param>
    /// <param name="Published">0 while nothing was submitted.</param>
    public sealed record Shown(Drug Drug, DetailsContent Content, int DraftVersion, bool IsDraft, DateTime? SavedAt, string? SavedBy, int Published, IReadOnlyList<VersionLine> Versions);

    public sealed record VersionLine(int Number, DateTime At, string By, IReadOnlyList<DetailsChange> Changes);

    public async Task<Outcome<Shown>> FindAsync(Actor actor, long drugId, CancellationToken ct = default)
    {
        if (actor.Lacks(DrugsPermissions.ViewDetails) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Drug>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == drugId, ct) is not { } drug)
            return DrugsRefusals.DrugNotFound;
        var all = await db.Set<DrugDetails>().AsNoTracking().Where(x => x.DrugId == drugId).OrderByDescending(x => x.Number).ToListAsync(ct);
        var published = all.FindAll(x => x.Number != DrugDetails.Draft);
        var draft = all.Find(x => x.Number == DrugDetails.Draft);
        var lines = published.Select((x, at) => new VersionLine(x.Number, x.SavedAt, x.SavedBy, DetailsChange.Between(at + 1 < published.Count ? published[at + 1].Read() : new(), x.Read()))).ToList();
        var latest = draft ?? published.FirstOrDefault();
        return new Shown(drug, latest?.Read() ?? FirstContent(drug), draft?.Version ?? -1, draft is not null, latest?.SavedAt, latest?.SavedBy, published.FirstOrDefault()?.Number ?? 0, lines);
    }

    /// <returns>The draft's new version.</returns>
    public async Task<Outcome<int>> SaveDraftAsync(Actor actor, long drugId, int draftVersion, DetailsContent wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(DrugsPermissions.EditDetails) is { } refusal)
            return refusal;
        var content = DetailsRules.Clean(wanted);
        if (DetailsRules.CheckDraft(content).ToList() is { Count: > 0 } refusals)
            return Outcome<int>.Refused(refusals);
        await using var db = databases.Open(actor);
        var opened = await OpenDraftAsync(db, drugId, draftVersion, ct);
        if (!opened.TryGet(out var draft))
            return opened.Refusal!;
        if (await WriteAsync(db, draft, content, ct) is { } refused)
            return refused;
        var saved = await db.TrySaveAsync(DrugsRefusals.DetailsChangedMeanwhile, DrugsRefusals.DetailsChangedMeanwhile, ct: ct);
        return saved.IsDone ? draft.Version : saved.Refusal!;
    }

    /// <summary>Consumers read it from now on.</summary>
    /// <returns>The number of the new version.</returns>
    public async Task<Outcome<int>> PublishAsync(Actor actor, long drugId, int draftVersion, DetailsContent wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(DrugsPermissions.EditDetails) is { } refusal)
            return refusal;
        var content = DetailsRules.Clean(wanted);
        if (DetailsRules.CheckDraft(content).Concat(DetailsRules.CheckToPublish(content)).ToList() is { Count: > 0 } refusals)
            return Outcome<int>.Refused(refusals);
        await using var db = databases.Open(actor);
        var opened = await OpenDraftAsync(db, drugId, draftVersion, ct);
        if (!opened.TryGet(out var draft))
            return opened.Refusal!;
        var special = await db.Set<Drug>().Where(x => x.Id == drugId).Select(x => x.Special).SingleAsync(ct);
        if (DetailsRules.MarkOf(special) is { } mark && mark != content.Control)
            return DrugsRefusals.ControlMarkDiffers(mark);
        if (special != SpecialManagement.None && content.Sale != SaleMark.Prescription)
            return DrugsRefusals.ControlledOverTheCounter;
        var before = await db.Set<DrugDetails>().AsNoTracking().Where(x => x.DrugId == drugId && x.Number != DrugDetails.Draft).OrderByDescending(x => x.Number).FirstOrDefaultAsync(ct);
        var changes = DetailsChange.Between(before?.Read() ?? new(), content);
        if (before is not null && changes.Count == 0)
            return DrugsRefusals.NothingToSubmit;
        if (await WriteAsync(db, draft, content, ct) is { } refused)
            return refused;
        var version = new DrugDetails { DrugId = drugId, Number = (before?.Number ?? 0) + 1, DrugLabel = draft.DrugLabel, SavedAt = databases.Time.UtcNow(), SavedBy = StoredText.Cut(actor.Name, 40)! };
        version.Write(content);
        db.Add(version);
        if (db.Entry(draft).State == EntityState.Added)
            db.Entry(draft).State = EntityState.Detached;
        else
            db.Remove(draft);
        db.Record(DrugsActions.DetailsPublished, version, $"第 {version.Number} 版；改动：{string.Join("、", changes.Select(change => change.Field))}");
        var saved = await db.TrySaveAsync(DrugsRefusals.DetailsChangedMeanwhile, DrugsRefusals.DetailsChangedMeanwhile, ct: ct);
        return saved.IsDone ? version.Number : saved.Refusal!;
    }

    /// <summary>Takes an earlier version into the draft; consumers read it again once that is submitted.</summary>
    public async Task<Outcome> RestoreAsync(Actor actor, long drugId, int draftVersion, int number, CancellationToken ct = default)
    {
        if (actor.Lacks(DrugsPermissions.EditDetails) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<DrugDetails>().AsNoTracking().SingleOrDefaultAsync(x => x.DrugId == drugId && x.Number == number && number != DrugDetails.Draft, ct) is not { } version)
            return DrugsRefusals.VersionNotFound;
        var opened = await OpenDraftAsync(db, drugId, draftVersion, ct);
        if (!opened.TryGet(out var draft))
            return opened.Refusal!;
        if (await WriteAsync(db, draft, version.Read(), ct) is { } refused)
            return refused;
        return await db.TrySaveAsync(DrugsRefusals.DetailsChangedMeanwhile, DrugsRefusals.DetailsChangedMeanwhile, ct: ct);
    }

    /// <summary>Back to what consumers read.</summary>
    public async Task<Outcome> DiscardDraftAsync(Actor actor, long drugId, CancellationToken ct = default)
    {
        if (actor.Lacks(DrugsPermissions.EditDetails) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<DrugDetails>().SingleOrDefaultAsync(x => x.DrugId == drugId && x.Number == DrugDetails.Draft, ct) is not { } draft)
            return DrugsRefusals.NoDraft;
        await DetailsFiles.DropAsync(db, draft.Read().Files, await HeldAsync(db, drugId, ct), ct);
        db.Remove(draft);
        return await db.TrySaveAsync(DrugsRefusals.DetailsChangedMeanwhile, ct: ct);
    }

    /// <summary>The draft to write into; new while there is none.</summary>
    private static async Task<Outcome<DrugDetails>> OpenDraftAsync(AppDb db, long drugId, int draftVersion, CancellationToken ct)
    {
        if (await db.Set<Drug>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == drugId, ct) is not { } drug)
            return DrugsRefusals.DrugNotFound;
        var draft = await db.Set<DrugDetails>().SingleOrDefaultAsync(x => x.DrugId == drugId && x.Number == DrugDetails.Draft, ct);
        if ((draft?.Version ?? -1) != draftVersion)
            return DrugsRefusals.DetailsChangedMeanwhile;
        if (draft is not null)
            return draft;
        draft = new DrugDetails { DrugId = drugId, Number = DrugDetails.Draft, DrugLabel = drug.Label };
        db.Add(draft);
        return draft;
    }

    private static async Task<Refusal?> WriteAsync(AppDb db, DrugDetails draft, DetailsContent content, CancellationToken ct)
    {
        var (before, held) = (draft.Read(), await HeldAsync(db, draft.DrugId, ct));
        if (await DetailsFiles.KeepAsync(db, content, [.. held, .. before.Files], ct) is { } refusal)
            return refusal;
        await DetailsFiles.DropAsync(db, before.Files.Except(content.Files), held, ct);
        draft.Write(content);
        (draft.SavedAt, draft.SavedBy) = (db.Time.UtcNow(), StoredText.Cut(db.Actor.Name, 40)!);
        return null;
    }

    /// <summary>The pictures of the versions that were submitted.</summary>
    private static async Task<IReadOnlyCollection<long>> HeldAsync(AppDb db, long drugId, CancellationToken ct)
    {
        // Not the texts: this is asked at every pause in typing.
        var versions = await db.Set<DrugDetails>().Where(x => x.DrugId == drugId && x.Number != DrugDetails.Draft).Select(x => new { x.ImageFileId, x.Pictures }).ToListAsync(ct);
        return [.. versions.SelectMany(x => new DetailsContent { ImageFileId = x.ImageFileId, Pictures = DrugDetails.Ids(x.Pictures) }.Files).Distinct()];
    }

    /// <summary>What the registry knows already.</summary>
    private static DetailsContent FirstContent(Drug drug) => new()
    {
        TradeName = drug.TradeName,
        Control = DetailsRules.MarkOf(drug.Special),
    };
}
