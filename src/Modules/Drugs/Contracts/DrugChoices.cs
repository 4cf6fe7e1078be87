using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Data;

namespace Yaosu.Drugs.Contracts;

/// <summary>For modules whose rows refer to a drug of the same enterprise.</summary>
public sealed class DrugChoices(AppDbFactory databases)
{
    public const int Most = 20;

    /// <summary>Whether <see cref="RunAsync"/> has anything for him; asked before a form offers it.</summary>
    public static bool MayChoose(Actor actor) => actor.May(DrugsPermissions.View);

    /// <param name="text">As in 药品信息: part of a name, initials or any number; blank for the newest.</param>
    /// <param name="identified">Only those with a 药品标识码.</param>
    /// <returns>At most <see cref="Most"/> drugs in use.</returns>
    public async Task<Outcome<IReadOnlyList<DrugChoice>>> RunAsync(Actor actor, string? text, bool identified = false, CancellationToken ct = default)
    {
        if (actor.Lacks(DrugsPermissions.View) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var drugs = await DrugList.Filtered(db, new(text, State: DrugState.InUse)).Where(x => !identified || x.IdentificationCode != null).OrderByDescending(x => x.Id).Take(Most).ToListAsync(ct);
        return drugs.Select(Of).ToList();
    }

    /// <summary>How a drug is called that a row refers to, retired or not. Whoever may see the row may see the name; null when there is none.</summary>
    public static async Task<DrugChoice?> NamedAsync(AppDb db, long? id, CancellationToken ct = default) =>
        id is not null && await db.Set<Drug>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is { } drug ? Of(drug) : null;

    /// <summary>Whether it may be chosen for what is new.</summary>
    public static Task<bool> IsInUseAsync(AppDb db, long id, CancellationToken ct = default) => db.Set<Drug>().AnyAsync(x => x.Id == id && x.RetiredAt == null, ct);

    /// <summary>有效期 in months; 0 when there is no such drug.</summary>
    public static Task<int> ValidMonthsAsync(AppDb db, long id, CancellationToken ct = default) => db.Set<Drug>().Where(x => x.Id == id).Select(x => x.ValidMonths).SingleOrDefaultAsync(ct);

    /// <summary>A reference to a drug; one that is referred to can't be deleted.</summary>
    public static void BelongsToDrug<T>(EntityTypeBuilder<T> entity, Expression<Func<T, long?>> reference)
        where T : class, IOwnedByOrg => entity.BelongsTo<T, Drug>(reference);

    private static DrugChoice Of(Drug drug) => new(drug.Id, $"{drug.Label}（{drug.LicenceNumber}）", drug.IdentificationCode);
}
