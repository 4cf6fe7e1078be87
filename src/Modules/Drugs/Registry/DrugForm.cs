using System.ComponentModel.DataAnnotations;

namespace Yaosu.Drugs.Registry;

internal sealed class DrugForm
{
    public int Version { get; set; }

    [Label("药品通用名"), Required(ErrorMessage = "请填写药品通用名。"), MaxLength(Drug.NameLength, ErrorMessage = "药品通用名不能超过 100 个字。")]
    public string? GenericName { get; set; }

    [Label("商品名"), MaxLength(Drug.NameLength, ErrorMessage = "商品名不能超过 100 个字。")]
    public string? TradeName { get; set; }

    [Label("剂型"), Required(ErrorMessage = "请填写剂型。"), MaxLength(Drug.TextLength, ErrorMessage = "剂型不能超过 100 个字。")]
    public string? DosageForm { get; set; }

    [Label("制剂规格"), Required(ErrorMessage = "请填写制剂规格。"), MaxLength(Drug.TextLength, ErrorMessage = "制剂规格不能超过 100 个字。")]
    public string? Strength { get; set; }

    [Label("批准文号"), Required(ErrorMessage = "请填写批准文号。"), MaxLength(30, ErrorMessage = "批准文号太长，请核对。")]
    public string? LicenceNumber { get; set; }

    [Label("生产企业"), Required(ErrorMessage = "请填写生产企业。"), MaxLength(Drug.TextLength, ErrorMessage = "生产企业不能超过 100 个字。")]
    public string? Manufacturer { get; set; }

    [Label("上市许可持有人"), MaxLength(Drug.TextLength, ErrorMessage = "上市许可持有人不能超过 100 个字。")]
    public string? Holder { get; set; }

    [Label("每个最小包装的数量"), Required(ErrorMessage = "请填写每个最小包装里有多少。")]
    public long? DosesPerPack { get; set; }

    [Label("最小剂量单位"), Required(ErrorMessage = "请填写最小剂量单位。"), MaxLength(Packing.UnitLength, ErrorMessage = "最小剂量单位不能超过 10 个字。")]
    public string? DoseUnit { get; set; }

    [Label("最小包装单位"), Required(ErrorMessage = "请填写最小包装单位。"), MaxLength(Packing.UnitLength, ErrorMessage = "最小包装单位不能超过 10 个字。")]
    public string? PackUnit { get; set; }

    [Label("每个中包装的数量")]
    public long? PacksPerMiddle { get; set; }

    [Label("中包装单位"), MaxLength(Packing.UnitLength, ErrorMessage = "中包装单位不能超过 10 个字。")]
    public string? MiddleUnit { get; set; }

    [Label("每个外包装的数量")]
    public long? PerCase { get; set; }

    [Label("外包装单位"), MaxLength(Packing.UnitLength, ErrorMessage = "外包装单位不能超过 10 个字。")]
    public string? CaseUnit { get; set; }

    [Label("药品本位码"), MaxLength(30, ErrorMessage = "药品本位码太长，请核对。")]
    public string? NationalCode { get; set; }

    [Label("药品标识码"), MaxLength(30, ErrorMessage = "药品标识码太长，请核对。")]
    public string? IdentificationCode { get; set; }

    [Label("商品条码"), MaxLength(30, ErrorMessage = "商品条码太长，请核对。")]
    public string? Barcode { get; set; }

    [Label("特殊管理"), Required(ErrorMessage = "请选择特殊管理类别。")]
    public SpecialManagement? Special { get; set; } = SpecialManagement.None;

    [Label("国家集采品种")]
    public bool IsCentrallyPurchased { get; set; }

    [Label("血液制品")]
    public bool IsBlood { get; set; }

    [Label("贮藏条件"), Required(ErrorMessage = "请选择贮藏条件。")]
    public StorageCondition? Storage { get; set; } = StorageCondition.Room;

    [Label("贮藏说明"), MaxLength(Drug.StorageNoteLength, ErrorMessage = "贮藏说明不能超过 200 个字。")]
    public string? StorageNote { get; set; }

    [Label("有效期"), Required(ErrorMessage = "请填写有效期。")]
    public long? ValidMonths { get; set; }

    internal DrugFacts Facts => new()
    {
        GenericName = GenericName ?? "",
        TradeName = TradeName,
        DosageForm = DosageForm ?? "",
        Strength = Strength ?? "",
        LicenceNumber = LicenceNumber ?? "",
        Manufacturer = Manufacturer ?? "",
        Holder = Holder,
        Packing = new()
        {
            DoseUnit = DoseUnit ?? "",
            DosesPerPack = Count(DosesPerPack) ?? 0,
            PackUnit = PackUnit ?? "",
            MiddleUnit = MiddleUnit,
            PacksPerMiddle = Count(PacksPerMiddle),
            CaseUnit = CaseUnit,
            PerCase = Count(PerCase),
        },
        NationalCode = NationalCode,
        IdentificationCode = IdentificationCode,
        Barcode = Barcode,
        Special = Special ?? SpecialManagement.None,
        IsCentrallyPurchased = IsCentrallyPurchased,
        IsBlood = IsBlood,
        Storage = Storage ?? StorageCondition.Room,
        StorageNote = StorageNote,
        ValidMonths = Count(ValidMonths) ?? 0,
    };

    internal static DrugForm Of(Drug drug) => new()
    {
        Version = drug.Version,
        GenericName = drug.GenericName,
        TradeName = drug.TradeName,
        DosageForm = drug.DosageForm,
        Strength = drug.Strength,
        LicenceNumber = drug.LicenceNumber,
        Manufacturer = drug.Manufacturer,
        Holder = drug.Holder,
        DosesPerPack = drug.DosesPerPack,
        DoseUnit = drug.DoseUnit,
        PackUnit = drug.PackUnit,
        PacksPerMiddle = drug.PacksPerMiddle,
        MiddleUnit = drug.MiddleUnit,
        PerCase = drug.PerCase,
        CaseUnit = drug.CaseUnit,
        NationalCode = drug.NationalCode,
        IdentificationCode = drug.IdentificationCode,
        Barcode = drug.Barcode,
        Special = drug.Special,
        IsCentrallyPurchased = drug.IsCentrallyPurchased,
        IsBlood = drug.IsBlood,
        Storage = drug.Storage,
        StorageNote = drug.StorageNote,
        ValidMonths = drug.ValidMonths,
    };

    /// <summary>The form's fields hold their numbers within bounds; what got past them is refused by the rules.</summary>
    private static int? Count(long? number) => number is { } value ? (int)Math.Clamp(value, 0, int.MaxValue) : null;
}
