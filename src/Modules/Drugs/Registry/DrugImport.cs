using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Imports;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Drugs.Registry;

/// <summary>Many drugs at once. A line about a drug that is there already brings it up to date.</summary>
internal sealed class DrugImport : ImportDefinition<DrugImport.Line>
{
    internal const string ImportCode = "drugs.registry";

    private const string LicenceColumn = "批准文号";
    private const string IdentificationColumn = "药品标识码";

    internal sealed class Line
    {
        public string GenericName { get; set; } = "";

        public string? TradeName { get; set; }

        public string DosageForm { get; set; } = "";

        public string Strength { get; set; } = "";

        public string LicenceNumber { get; set; } = "";

        public string Manufacturer { get; set; } = "";

        public string? Holder { get; set; }

        public int DosesPerPack { get; set; }

        public string DoseUnit { get; set; } = "";

        public string PackUnit { get; set; } = "";

        public int? PacksPerMiddle { get; set; }

        public string? MiddleUnit { get; set; }

        public int? PerCase { get; set; }

        public string? CaseUnit { get; set; }

        public string? NationalCode { get; set; }

        public string? IdentificationCode { get; set; }

        public string? Barcode { get; set; }

        public SpecialManagement? Special { get; set; }

        public bool? IsCentrallyPurchased { get; set; }

        public bool? IsBlood { get; set; }

        public StorageCondition Storage { get; set; }

        public string? StorageNote { get; set; }

        public int ValidMonths { get; set; }

        internal Packing Packing => new() { DosesPerPack = DosesPerPack, DoseUnit = DoseUnit, PackUnit = PackUnit, PacksPerMiddle = PacksPerMiddle, MiddleUnit = MiddleUnit, PerCase = PerCase, CaseUnit = CaseUnit };

        /// <param name="there">What the line brings up to date: of it stays whatever the line leaves blank.</param>
        internal Outcome<DrugFacts> FactsFor(Drug? there) => DrugRules.Check(new()
        {
            GenericName = GenericName,
            TradeName = TradeName ?? there?.TradeName,
            DosageForm = DosageForm,
            Strength = Strength,
            LicenceNumber = LicenceNumber,
            Manufacturer = Manufacturer,
            Holder = Holder ?? there?.Holder,
            Packing = Packing with
            {
                PacksPerMiddle = PacksPerMiddle ?? there?.PacksPerMiddle,
                MiddleUnit = MiddleUnit ?? there?.MiddleUnit,
                PerCase = PerCase ?? there?.PerCase,
                CaseUnit = CaseUnit ?? there?.CaseUnit,
            },
            NationalCode = NationalCode ?? there?.NationalCode,
            IdentificationCode = IdentificationCode ?? there?.IdentificationCode,
            Barcode = Barcode ?? there?.Barcode,
            Special = Special ?? there?.Special ?? SpecialManagement.None,
            IsCentrallyPurchased = IsCentrallyPurchased ?? there?.IsCentrallyPurchased ?? false,
            IsBlood = IsBlood ?? there?.IsBlood ?? false,
            Storage = Storage,
            StorageNote = StorageNote ?? there?.StorageNote,
            ValidMonths = ValidMonths,
        });
    }

    public override string Code => ImportCode;

    public override string Title => "药品导入";

    public override Permission Permission => DrugsPermissions.Manage;

    protected override IReadOnlyList<ImportColumn<Line>> Columns { get; } =
    [
        ImportColumn<Line>.Text("药品通用名", (line, text) => line.GenericName = text, Drug.NameLength) with { Required = true, Example = "示例沙坦片" },
        ImportColumn<Line>.Text("商品名", (line, text) => line.TradeName = text, Drug.NameLength),
        ImportColumn<Line>.Text("剂型", (line, text) => line.DosageForm = text, Drug.TextLength) with { Required = true, Example = "片剂" },
        ImportColumn<Line>.Text("制剂规格", (line, text) => line.Strength = text, Drug.TextLength) with { Required = true, Example = "0.15g" },
        ImportColumn<Line>.Of(LicenceColumn, "国药准字及其字母和数字，或进口药品注册证号", LicenceNumber.Parse, (line, number) => line.LicenceNumber = number.Text) with { Required = true, Example = "国药准字H20990001" },
        ImportColumn<Line>.Text("生产企业", (line, text) => line.Manufacturer = text, Drug.TextLength) with { Required = true, Example = "示例制药有限公司" },
        ImportColumn<Line>.Text("上市许可持有人", (line, text) => line.Holder = text, Drug.TextLength) with { Format = "留空：新药品与生产企业相同，已有药品不变" },
        ImportColumn<Line>.Integer("每个最小包装的数量", (line, number) => line.DosesPerPack = (int)number, 1, Packing.Most) with { Required = true, Example = "7" },
        ImportColumn<Line>.Text("最小剂量单位", (line, text) => line.DoseUnit = text, Packing.UnitLength) with { Required = true, Example = "片" },
        ImportColumn<Line>.Text("最小包装单位", (line, text) => line.PackUnit = text, Packing.UnitLength) with { Required = true, Example = "盒" },
        ImportColumn<Line>.Integer("每个中包装的数量", (line, number) => line.PacksPerMiddle = (int)number, 1, Packing.Most) with { Example = "10" },
        ImportColumn<Line>.Text("中包装单位", (line, text) => line.MiddleUnit = text, Packing.UnitLength) with { Example = "中盒" },
        ImportColumn<Line>.Integer("每个外包装的数量", (line, number) => line.PerCase = (int)number, 1, Packing.Most) with { Example = "20" },
        ImportColumn<Line>.Text("外包装单位", (line, text) => line.CaseUnit = text, Packing.UnitLength) with { Example = "箱" },
        ImportColumn<Line>.Of("药品本位码", "14 位数字，以 869 开头", NationalDrugCode.Parse, (line, code) => line.NationalCode = code.Digits),
        ImportColumn<Line>.Of(IdentificationColumn, "7 位数字", DrugIdentification.Parse, (line, code) => line.IdentificationCode = code.Digits) with { Unique = true, Example = "8000001" },
        ImportColumn<Line>.Of("商品条码", "13 位数字，以 69 开头", ProductBarcode.Parse, (line, code) => line.Barcode = code.Digits),
        ImportColumn<Line>.Choice("特殊管理", ByLabel<SpecialManagement>(), (line, special) => line.Special = special) with { Example = "普通药品" },
        ImportColumn<Line>.Choice("国家集采品种", YesNo, (line, yes) => line.IsCentrallyPurchased = yes) with { Example = "否" },
        ImportColumn<Line>.Choice("血液制品", YesNo, (line, yes) => line.IsBlood = yes) with { Example = "否" },
        ImportColumn<Line>.Choice("贮藏条件", ByLabel<StorageCondition>(), (line, storage) => line.Storage = storage) with { Required = true, Example = "常温（10～30℃）" },
        ImportColumn<Line>.Text("贮藏说明", (line, text) => line.StorageNote = text, Drug.StorageNoteLength),
        ImportColumn<Line>.Integer("有效期（月）", (line, number) => line.ValidMonths = (int)number, 1, DrugRules.MostMonths) with { Required = true, Example = "36" },
    ];

    private static Dictionary<string, bool> YesNo => new(StringComparer.Ordinal) { ["是"] = true, ["否"] = false };

    protected override ImportKey<Line> Key { get; } = new(KeyOf, LicenceColumn, DrugsRefusals.SameAsLine);

    protected override async Task CheckAsync(AppDb db, IReadOnlyList<ImportRow<Line>> rows, CancellationToken ct)
    {
        var there = await ThereAsync(db, rows, ct);
        var codes = rows.Where(row => row.IsGood).Select(row => row.Value.IdentificationCode).OfType<string>().ToArray();
        var owners = await db.Set<Drug>().AsNoTracking().Where(x => codes.Contains(x.IdentificationCode)).ToDictionaryAsync(x => x.IdentificationCode!, x => x.Id, ct);
        foreach (var row in rows.Where(row => row.IsGood))
        {
            var drug = there.GetValueOrDefault(KeyOf(row.Value));
            var checkedFacts = row.Value.FactsFor(drug);
            if (!checkedFacts.TryGet(out var facts))
                row.Refuse(LicenceColumn, checkedFacts.Refusal!);
            else if (facts.IdentificationCode is { } code && owners.TryGetValue(code, out var owner) && drug?.Id != owner)
                row.Refuse(IdentificationColumn, DrugsRefusals.IdentificationTaken);
        }
    }

    protected override async Task SaveAsync(AppDb db, IReadOnlyList<ImportRow<Line>> rows, CancellationToken ct)
    {
        var there = await ThereAsync(db, rows, ct);
        foreach (var row in rows)
        {
            var drug = there.GetValueOrDefault(KeyOf(row.Value));
            var facts = row.Value.FactsFor(drug).Value;
            if (drug is not null)
            {
                DrugRules.Apply(facts, drug);
                if (db.Entry(drug).State == EntityState.Modified)
                    db.Record(DrugsActions.Changed, drug);
                continue;
            }
            drug = DrugRules.New(facts);
            db.Add(drug);
            db.Record(DrugsActions.Added, drug);
        }
        db.Touch(DrugList.Topic);
    }

    /// <summary>The drugs that these lines are about, as far as there are any; tracked.</summary>
    private static async Task<Dictionary<string, Drug>> ThereAsync(AppDb db, IReadOnlyList<ImportRow<Line>> rows, CancellationToken ct)
    {
        var there = new Dictionary<string, Drug>(StringComparer.Ordinal);
        foreach (var some in rows.Where(row => row.IsGood).Select(row => row.Value.LicenceNumber).Distinct(StringComparer.Ordinal).Chunk(500))
        {
            foreach (var drug in await db.Set<Drug>().Where(x => some.Contains(x.LicenceNumber)).ToListAsync(ct))
                there[KeyOf(drug.LicenceNumber, drug.Strength, drug.PackText)] = drug;
        }
        return there;
    }

    private static string KeyOf(Line line) => KeyOf(line.LicenceNumber, StoredText.Clean(line.Strength).Trim(), line.Packing.Clean().Text);

    private static string KeyOf(string licence, string strength, string pack) => $"{licence}\n{strength}\n{pack}";

    private static Dictionary<string, TEnum> ByLabel<TEnum>()
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().ToDictionary(value => Labels.Of(value), StringComparer.Ordinal);
}
