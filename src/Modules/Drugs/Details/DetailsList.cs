using Yaosu.Drugs.Registry;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Drugs.Details;

/// <param name="Published">Number of the version that consumers read; 0 when they read none.</param>
public sealed record DetailsRow(long DrugId, string GenericName, string DosageForm, string Strength, string PackText, string LicenceNumber, string Manufacturer, int Published, bool HasDraft, DateTime? SavedAt, string? SavedBy)
{
    public DetailsState State => (Published, HasDraft) switch
    {
        (0, false) => DetailsState.None,
        (0, true) => DetailsState.DraftOnly,
        (_, false) => DetailsState.Published,
        _ => DetailsState.PublishedAndDraft,
    };
}

/// <summary>药品详情维护: the drugs in use, and how far their details are.</summary>
public sealed class DetailsList(AppDbFactory databases)
{
    public async Task<Outcome<Page<DetailsRow>>> RunAsync(Actor actor, string? text, DetailsState? state, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(DrugsPermissions.ViewDetails) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var drugs = DrugList.Filtered(db, new(text, State: DrugState.InUse));
        var details = db.Set<DrugDetails>();
        if (state is { } wanted)
        {
            var (published, draft) = (wanted is DetailsState.Published or DetailsState.PublishedAndDraft, wanted is DetailsState.DraftOnly or DetailsState.PublishedAndDraft);
            drugs = drugs.Where(x => details.Any(version => version.DrugId == x.Id && version.Number != DrugDetails.Draft) == published && details.Any(version => version.DrugId == x.Id && version.Number == DrugDetails.Draft) == draft);
        }
        return await drugs.ToPageAsync(DrugList.Sorts, page, x => new DetailsRow(x.Id, x.GenericName, x.DosageForm, x.Strength, x.PackText, x.LicenceNumber, x.Manufacturer,
            details.Where(version => version.DrugId == x.Id).Max(version => (int?)version.Number) ?? 0,
            details.Any(version => version.DrugId == x.Id && version.Number == DrugDetails.Draft),
            details.Where(version => version.DrugId == x.Id).Max(version => (DateTime?)version.SavedAt),
            details.Where(version => version.DrugId == x.Id).OrderByDescending(version => version.SavedAt).Select(version => version.SavedBy).FirstOrDefault()), ct);
    }
}
