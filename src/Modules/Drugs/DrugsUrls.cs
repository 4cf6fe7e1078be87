using System.Globalization;

namespace Yaosu.Drugs;

/// <summary>Every address of this module; pages and other modules link through it.</summary>
public static class DrugsUrls
{
    public const string Drugs = "/drugs";
    public const string NewDrug = $"{Drugs}/new";
    public const string ImportDrugs = $"{Drugs}/import";
    public const string Details = $"{Drugs}/details";

    public static string Drug(long id) => string.Create(CultureInfo.InvariantCulture, $"{Drugs}/{id}");

    public static string EditDrug(long id) => string.Create(CultureInfo.InvariantCulture, $"{Drugs}/{id}/edit");

    public static string DetailsOf(long drugId) => string.Create(CultureInfo.InvariantCulture, $"{Details}/{drugId}");
}
