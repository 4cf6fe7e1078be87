using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Drugs.Registry;

/// <summary>Narrows the list and its export alike.</summary>
/// <param name="Text">Part of a name, its pinyin initials, or (part of) any number of the drug; a whole trace code finds its drug too.</param>
/// <param name="UpTo">The newest drug an export knows; null for all.</param>
public sealed record DrugFilter(string? Text = null, SpecialManagement? Special = null, KeyCategory? Key = null, StorageCondition? Storage = null, DrugState? State = null, long? UpTo = null);

public sealed record DrugRow(long Id, string GenericName, string? TradeName, string DosageForm, string Strength, string PackText, string LicenceNumber, string Manufacturer, string? NationalCode,
    string? IdentificationCode, string? Barcode, SpecialManagement Special, StorageCondition Storage, int ValidMonths, DrugState State);

/// <summary>The enterprise's drugs.</summary>
public sealed class DrugList(AppDbFactory databases)
{
    public const string Topic = "drugs";

    private const int TraceCodeLength = 20;

    public static readonly SortMap<Drug> Sorts = new SortMap<Drug>(x => x.Id, "id", defaultDescending: true)
        .By("id", x => x.Id)
        .By("name", x => x.GenericName)
        .By("licence", x => x.LicenceNumber);

    public async Task<Outcome<Page<DrugRow>>> RunAsync(Actor actor, DrugFilter filter, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(DrugsPermissions.View) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await Filtered(db, filter).ToPageAsync(Sorts, page, Row, ct);
    }

    public async Task<Outcome<Drug>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(DrugsPermissions.View) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await db.Set<Drug>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is { } drug ? drug : DrugsRefusals.DrugNotFound;
    }

    internal static readonly System.Linq.Expressions.Expression<Func<Drug, DrugRow>> Row = x => new DrugRow(x.Id, x.GenericName, x.TradeName, x.DosageForm, x.Strength, x.PackText, x.LicenceNumber,
        x.Manufacturer, x.NationalCode, x.IdentificationCode, x.Barcode, x.Special, x.Storage, x.ValidMonths, x.RetiredAt == null ? DrugState.InUse : DrugState.Retired);

    internal static IQueryable<Drug> Filtered(AppDb db, DrugFilter filter)
    {
        var drugs = db.Set<Drug>().AsNoTracking();
        if (filter.UpTo is { } newest)
            drugs = drugs.Where(x => x.Id <= newest);
        if (filter.Text is { Length: > 0 } text)
        {
            var upper = text.ToUpperInvariant();
            var initials = upper.All(char.IsAsciiLetterOrDigit) ? upper : "\n";
            var ofCode = Codes.TypedCode.Clean(text) is { Length: TraceCodeLength } code && code.All(char.IsAsciiDigit) ? code[..DrugIdentification.Length] : "\n";
            drugs = drugs.Where(x => x.GenericName.Contains(text) || x.TradeName!.Contains(text) || x.Initials.Contains(initials) || x.LicenceNumber.Contains(upper) || x.NationalCode!.Contains(upper)
                || x.IdentificationCode!.Contains(upper) || x.IdentificationCode == ofCode || x.Barcode!.Contains(upper));
        }
        if (filter.Special is { } special)
            drugs = drugs.Where(x => x.Special == special);
        if (filter.Storage is { } storage)
            drugs = drugs.Where(x => x.Storage == storage);
        if (filter.State is { } state)
            drugs = state == DrugState.InUse ? drugs.Where(x => x.RetiredAt == null) : drugs.Where(x => x.RetiredAt != null);
        return filter.Key is { } key ? OfKey(drugs, key) : drugs;
    }

    /// <summary>The same as <see cref="Drug.KeyCategories"/>, for the database.</summary>
    private static IQueryable<Drug> OfKey(IQueryable<Drug> drugs, KeyCategory key) => key switch
    {
        KeyCategory.CentralPurchase => drugs.Where(x => x.IsCentrallyPurchased),
        KeyCategory.Narcotic => drugs.Where(x => x.Special == SpecialManagement.Narcotic),
        KeyCategory.Psychotropic => drugs.Where(x => x.Special == SpecialManagement.PsychotropicOne || x.Special == SpecialManagement.PsychotropicTwo),
        KeyCategory.Toxic => drugs.Where(x => x.Special == SpecialManagement.Toxic),
        KeyCategory.Radioactive => drugs.Where(x => x.Special == SpecialManagement.Radioactive),
        KeyCategory.Blood => drugs.Where(x => x.IsBlood),
        KeyCategory.Biological => drugs.Where(x => x.LicenceNumber.StartsWith("国药准字S") || EF.Functions.Like(x.LicenceNumber, "S%")),
        _ => throw new InvalidOperationException($"Unknown key category {key}."),
    };
}
