using Yaosu.Drugs.Registry;
using Yaosu.Platform.Data;

namespace Yaosu.Drugs.Details;

internal static class DetailsRules
{
    internal static DetailsContent Clean(DetailsContent content) => content with
    {
        TradeName = Text(content.TradeName),
        Ingredients = Text(content.Ingredients),
        Appearance = Text(content.Appearance),
        Indications = Text(content.Indications),
        Dosage = Text(content.Dosage),
        Contraindications = Text(content.Contraindications),
        AdverseReactions = Text(content.AdverseReactions),
        Precautions = Text(content.Precautions),
        Pregnancy = Text(content.Pregnancy),
        Children = Text(content.Children),
        Elderly = Text(content.Elderly),
    };

    /// <summary>What even a draft can't be.</summary>
    internal static IEnumerable<Refusal> CheckDraft(DetailsContent content)
    {
        foreach (var chapter in DetailsContent.Chapters.Where(chapter => chapter.Of(content)?.Length > DetailsContent.TextLength))
            yield return DrugsRefusals.TooLong(chapter.Title, DetailsContent.TextLength, chapter.Field);
        if (content.Pictures.Count > DetailsContent.MostPictures)
            yield return DrugsRefusals.TooManyPictures;
        if (!Enum.IsDefined(content.Leaflet) || (content.Sale is { } sale && !Enum.IsDefined(sale)) || (content.Control is { } control && !Enum.IsDefined(control)))
            yield return DrugsRefusals.MarkUnknown;
    }

    /// <summary>What consumers must be able to read. Of the two kinds of leaflet only the one that is shown is asked for.</summary>
    internal static IEnumerable<Refusal> CheckToPublish(DetailsContent content)
    {
        if (content.ImageFileId is null)
            yield return DrugsRefusals.ImageMissing;
        if (content.Sale is null)
            yield return DrugsRefusals.SaleMarkMissing;
        if (content.Control is null)
            yield return DrugsRefusals.ControlMarkMissing;
        if (content is { Control: ControlMark.Narcotic or ControlMark.PsychotropicOne or ControlMark.PsychotropicTwo, Sale: SaleMark.OtcA or SaleMark.OtcB })
            yield return DrugsRefusals.ControlledOverTheCounter;
        if (content.Leaflet == LeafletKind.Pictures)
        {
            if (content.Pictures.Count == 0)
                yield return DrugsRefusals.PicturesMissing;
            yield break;
        }
        foreach (var chapter in DetailsContent.Chapters.Where(chapter => !chapter.ChemicalOnly && string.IsNullOrEmpty(chapter.Of(content))))
            yield return DrugsRefusals.Missing(chapter.Title, chapter.Field);
    }

    /// <summary>What the registry leaves no choice about; null where the mark has no word for it.</summary>
    internal static ControlMark? MarkOf(SpecialManagement special) => special switch
    {
        SpecialManagement.Narcotic => ControlMark.Narcotic,
        SpecialManagement.PsychotropicOne => ControlMark.PsychotropicOne,
        SpecialManagement.PsychotropicTwo => ControlMark.PsychotropicTwo,
        SpecialManagement.None => ControlMark.Ordinary,
        _ => null,
    };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : StoredText.Clean(text.Trim());
}
