using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Drugs.Registry;

/// <summary>A drug in one packing, as an enterprise makes or handles it.</summary>
[Label("药品")]
public sealed class Drug : IOwnedByOrg, IVersioned, IAuditSubject
{
    public const int NameLength = 100;
    public const int TextLength = 100;
    public const int LabelLength = 350;
    public const int StorageNoteLength = 200;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public int Version { get; private set; }

    [Label("药品通用名")]
    public required string GenericName { get; set; }

    [Label("商品名")]
    public string? TradeName { get; set; }

    /// <summary>Of both names, for the search.</summary>
    [Label("拼音首字母")]
    public string Initials { get; set; } = "";

    [Label("剂型")]
    public required string DosageForm { get; set; }

    [Label("制剂规格")]
    public required string Strength { get; set; }

    [Label("最小剂量单位")]
    public required string DoseUnit { get; set; }

    [Label("每个最小包装的数量")]
    public required int DosesPerPack { get; set; }

    [Label("最小包装单位")]
    public required string PackUnit { get; set; }

    [Label("中包装单位")]
    public string? MiddleUnit { get; set; }

    [Label("每个中包装的数量")]
    public int? PacksPerMiddle { get; set; }

    [Label("外包装单位")]
    public string? CaseUnit { get; set; }

    [Label("每个外包装的数量")]
    public int? PerCase { get; set; }

    /// <summary>Follows from the levels; kept because drugs are known and matched by it.</summary>
    [Label("包装规格")]
    public required string PackText { get; set; }

    [Label("批准文号")]
    public required string LicenceNumber { get; set; }

    [Label("上市许可持有人")]
    public required string Holder { get; set; }

    [Label("生产企业")]
    public required string Manufacturer { get; set; }

    [Label("药品本位码")]
    public string? NationalCode { get; set; }

    [Label("药品标识码")]
    public string? IdentificationCode { get; set; }

    [Label("商品条码")]
    public string? Barcode { get; set; }

    [Label("特殊管理")]
    public SpecialManagement Special { get; set; }

    [Label("国家集采")]
    public bool IsCentrallyPurchased { get; set; }

    [Label("血液制品")]
    public bool IsBlood { get; set; }

    [Label("贮藏条件")]
    public StorageCondition Storage { get; set; }

    [Label("贮藏说明")]
    public string? StorageNote { get; set; }

    /// <summary>有效期.</summary>
    [Label("有效期（月）")]
    public required int ValidMonths { get; set; }

    /// <summary>Null while it may be chosen for what is new.</summary>
    [Label("停用时间")]
    public DateTime? RetiredAt { get; set; }

    [NotMapped]
    public Packing Packing
    {
        get => new() { DoseUnit = DoseUnit, DosesPerPack = DosesPerPack, PackUnit = PackUnit, MiddleUnit = MiddleUnit, PacksPerMiddle = PacksPerMiddle, CaseUnit = CaseUnit, PerCase = PerCase };
        set
        {
            (DoseUnit, DosesPerPack, PackUnit) = (value.DoseUnit, value.DosesPerPack, value.PackUnit);
            (MiddleUnit, PacksPerMiddle, CaseUnit, PerCase) = (value.MiddleUnit, value.PacksPerMiddle, value.CaseUnit, value.PerCase);
            PackText = value.Text;
        }
    }

    /// <summary>Null for a number of a form that came after this version.</summary>
    public LicenceKind? Kind => Yaosu.LicenceNumber.Parse(LicenceNumber).TryGet(out var licence) ? licence.Kind : null;

    /// <summary>厄贝沙坦片 片剂 0.15g 7片/盒: how people name it everywhere.</summary>
    public string Label => $"{GenericName} {DosageForm} {Strength} {PackText}";

    public IEnumerable<KeyCategory> KeyCategories
    {
        get
        {
            if (IsCentrallyPurchased)
                yield return KeyCategory.CentralPurchase;
            if (Special == SpecialManagement.Narcotic)
                yield return KeyCategory.Narcotic;
            if (Special is SpecialManagement.PsychotropicOne or SpecialManagement.PsychotropicTwo)
                yield return KeyCategory.Psychotropic;
            if (Special == SpecialManagement.Toxic)
                yield return KeyCategory.Toxic;
            if (Special == SpecialManagement.Radioactive)
                yield return KeyCategory.Radioactive;
            if (IsBlood)
                yield return KeyCategory.Blood;
            if (Kind == LicenceKind.Biological)
                yield return KeyCategory.Biological;
        }
    }

    string IAuditSubject.AuditName => Label;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Drug>().ToTable("Drugs", DrugsModule.SchemaName);
        entity.Property(x => x.GenericName).HasMaxLength(NameLength).SortedByPinyin();
        entity.Property(x => x.TradeName).HasMaxLength(NameLength);
        entity.Property(x => x.Initials).HasMaxLength(NameLength * 2);
        entity.Property(x => x.DosageForm).HasMaxLength(TextLength);
        entity.Property(x => x.Strength).HasMaxLength(TextLength);
        entity.Property(x => x.DoseUnit).HasMaxLength(Packing.UnitLength);
        entity.Property(x => x.PackUnit).HasMaxLength(Packing.UnitLength);
        entity.Property(x => x.MiddleUnit).HasMaxLength(Packing.UnitLength);
        entity.Property(x => x.CaseUnit).HasMaxLength(Packing.UnitLength);
        entity.Property(x => x.PackText).HasMaxLength(40);
        entity.Property(x => x.LicenceNumber).HasMaxLength(20);
        entity.Property(x => x.Holder).HasMaxLength(TextLength);
        entity.Property(x => x.Manufacturer).HasMaxLength(TextLength);
        entity.Property(x => x.NationalCode).HasMaxLength(NationalDrugCode.Length);
        entity.Property(x => x.IdentificationCode).HasMaxLength(DrugIdentification.Length);
        entity.Property(x => x.Barcode).HasMaxLength(ProductBarcode.Length);
        entity.Property(x => x.StorageNote).HasMaxLength(StorageNoteLength);
        entity.HasIndex(x => new { x.OrgId, x.GenericName });
        entity.HasIndex(x => new { x.OrgId, x.LicenceNumber, x.Strength, x.PackText }).IsUnique();
        entity.HasIndex(x => new { x.OrgId, x.IdentificationCode }).IsUnique();
        entity.HasIndex(x => new { x.OrgId, x.Barcode });
        entity.HasIndex(x => new { x.OrgId, x.NationalCode });
    }
}
