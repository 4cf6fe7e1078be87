using Yaosu.Platform.Data;

namespace Yaosu.Drugs.Registry;

internal static class DrugRules
{
    internal const int MostMonths = 240;

    /// <returns>The facts in the form in which they are kept, or everything that is wrong with them.</returns>
    internal static Outcome<DrugFacts> Check(DrugFacts wanted)
    {
        var facts = wanted with
        {
            GenericName = Clean(wanted.GenericName) ?? "",
            TradeName = Clean(wanted.TradeName),
            DosageForm = Clean(wanted.DosageForm) ?? "",
            Strength = Clean(wanted.Strength) ?? "",
            Packing = wanted.Packing.Clean(),
            Manufacturer = Clean(wanted.Manufacturer) ?? "",
            Holder = Clean(wanted.Holder) ?? Clean(wanted.Manufacturer) ?? "",
            StorageNote = Clean(wanted.StorageNote),
        };
        var refusals = new List<Refusal>();
        Text("药品通用名", facts.GenericName, Drug.NameLength, nameof(facts.GenericName));
        Text("商品名", facts.TradeName, Drug.NameLength, nameof(facts.TradeName), required: false);
        Text("剂型", facts.DosageForm, Drug.TextLength, nameof(facts.DosageForm));
        Text("制剂规格", facts.Strength, Drug.TextLength, nameof(facts.Strength));
        Text("生产企业", facts.Manufacturer, Drug.TextLength, nameof(facts.Manufacturer));
        Text("上市许可持有人", facts.Holder, Drug.TextLength, nameof(facts.Holder), required: false);
        Text("贮藏说明", facts.StorageNote, Drug.StorageNoteLength, nameof(facts.StorageNote), required: false);
        refusals.AddRange(facts.Packing.Check());
        if (facts.ValidMonths is < 1 or > MostMonths)
            refusals.Add(DrugsRefusals.ValidMonthsWrong);
        if (!Enum.IsDefined(facts.Special))
            refusals.Add(DrugsRefusals.SpecialUnknown);
        if (!Enum.IsDefined(facts.Storage))
            refusals.Add(DrugsRefusals.StorageUnknown);
        facts = facts with
        {
            LicenceNumber = Number(LicenceNumber.Parse(facts.LicenceNumber), nameof(facts.LicenceNumber), x => x.Text) ?? "",
            NationalCode = Optional(facts.NationalCode, NationalDrugCode.Parse, nameof(facts.NationalCode), x => x.Digits),
            IdentificationCode = Optional(facts.IdentificationCode, DrugIdentification.Parse, nameof(facts.IdentificationCode), x => x.Digits),
            Barcode = Optional(facts.Barcode, ProductBarcode.Parse, nameof(facts.Barcode), x => x.Digits),
        };
        return refusals.Count == 0 ? facts : Outcome<DrugFacts>.Refused(refusals);

        void Text(string what, string? text, int most, string field, bool required = true)
        {
            if (required && string.IsNullOrEmpty(text))
                refusals.Add(DrugsRefusals.Missing(what, field));
            if (text?.Length > most)
                refusals.Add(DrugsRefusals.TooLong(what, most, field));
        }

        string? Optional<T>(string? typed, Func<string?, Outcome<T>> parse, string field, Func<T, string> text) => string.IsNullOrWhiteSpace(typed) ? null : Number(parse(typed), field, text);

        string? Number<T>(Outcome<T> parsed, string field, Func<T, string> text)
        {
            if (parsed.TryGet(out var number))
                return text(number);
            refusals.Add(parsed.Refusal! with { Field = field });
            return null;
        }
    }

    /// <param name="facts">Checked.</param>
    internal static Drug New(DrugFacts facts)
    {
        var drug = new Drug
        {
            GenericName = facts.GenericName,
            DosageForm = facts.DosageForm,
            Strength = facts.Strength,
            DoseUnit = facts.Packing.DoseUnit,
            DosesPerPack = facts.Packing.DosesPerPack,
            PackUnit = facts.Packing.PackUnit,
            PackText = facts.Packing.Text,
            LicenceNumber = facts.LicenceNumber,
            Holder = facts.Holder!,
            Manufacturer = facts.Manufacturer,
            ValidMonths = facts.ValidMonths,
        };
        Apply(facts, drug);
        return drug;
    }

    /// <param name="facts">Checked.</param>
    internal static void Apply(DrugFacts facts, Drug drug)
    {
        (drug.GenericName, drug.TradeName, drug.Initials) = (facts.GenericName, facts.TradeName, PinyinInitials.Of($"{facts.GenericName}{facts.TradeName}"));
        (drug.DosageForm, drug.Strength, drug.Packing) = (facts.DosageForm, facts.Strength, facts.Packing);
        (drug.LicenceNumber, drug.Holder, drug.Manufacturer) = (facts.LicenceNumber, facts.Holder!, facts.Manufacturer);
        (drug.NationalCode, drug.IdentificationCode, drug.Barcode) = (facts.NationalCode, facts.IdentificationCode, facts.Barcode);
        (drug.Special, drug.IsCentrallyPurchased, drug.IsBlood) = (facts.Special, facts.IsCentrallyPurchased, facts.IsBlood);
        (drug.Storage, drug.StorageNote, drug.ValidMonths) = (facts.Storage, facts.StorageNote, facts.ValidMonths);
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : StoredText.Clean(text.Trim());
}
