using Microsoft.EntityFrameworkCore;
using Yaosu.Drugs.Details;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Drugs.Contracts;

/// <summary>Drugs as consumers read them: what was submitted, at once, and never a draft.</summary>
public sealed class DrugCards(AppDbFactory databases)
{
    /// <param name="orgId">Whose code was scanned; the caller has found that out.</param>
    /// <returns>Null when the drug is gone.</returns>
    public async Task<DrugCard?> FindAsync(long orgId, long drugId, CancellationToken ct = default)
    {
        await using var db = databases.Open(Actor.System(orgId, "扫码"));
        if (await db.Set<Drug>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == drugId, ct) is not { } drug)
            return null;
        var published = await db.Set<DrugDetails>().AsNoTracking().Where(x => x.DrugId == drugId && x.Number != DrugDetails.Draft).OrderByDescending(x => x.Number).FirstOrDefaultAsync(ct);
        return Of(drug, published?.Read());
    }

    /// <param name="content">Null while nothing was submitted.</param>
    internal static DrugCard Of(Drug drug, DetailsContent? content)
    {
        var card = new DrugCard(drug.GenericName, FactsOf(drug));
        if (content is null)
            return card;
        var asTexts = content.Leaflet == LeafletKind.Texts;
        return card with
        {
            ImageFileId = content.ImageFileId,
            Marks = [.. MarksOf(content)],
            Chapters = asTexts ? [.. ChaptersOf(drug).Where(chapter => !string.IsNullOrEmpty(chapter.Of(content))).Select(chapter => new DrugCard.Line(chapter.Title, chapter.Of(content)!))] : [],
            Pictures = asTexts ? [] : content.Pictures,
            Advice = content.Sale == SaleMark.Prescription ? "请仔细阅读说明书并在医师指导下使用。" : "请仔细阅读说明书并按说明使用，或在药师指导下购买和使用。",
        };
    }

    internal static IReadOnlyList<DrugCard.Line> FactsOf(Drug drug) =>
    [
        new("剂型", drug.DosageForm),
        new("制剂规格", drug.Strength),
        new("包装规格", drug.PackText),
        new("批准文号", drug.LicenceNumber),
        new("生产企业", drug.Manufacturer),
    ];

    /// <summary>The leaflet of a chemical drug has more chapters than others.</summary>
    internal static IEnumerable<DetailsContent.Chapter> ChaptersOf(Drug drug) => DetailsContent.Chapters.Where(chapter => !chapter.ChemicalOnly || drug.Kind == LicenceKind.Chemical);

    private static IEnumerable<DrugCard.Mark> MarksOf(DetailsContent content)
    {
        if (content.Sale is { } sale)
            yield return new(sale switch { SaleMark.Prescription => "Rx 处方药", SaleMark.OtcA => "OTC 甲类", SaleMark.OtcB => "OTC 乙类", _ => "" }, IsWarning: sale != SaleMark.OtcB);
        if (content.Control is { } control and not ControlMark.Ordinary)
            yield return new(Labels.Of(control), IsWarning: true);
    }
}
