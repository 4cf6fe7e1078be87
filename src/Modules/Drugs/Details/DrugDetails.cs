using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Drugs.Details;

/// <summary>One version of a drug's details. Number 0 is the draft, which is written over; the others were submitted and stay as they are. The highest is what
/// consumers read.</summary>
[Label("药品详情")]
public sealed class DrugDetails : IOwnedByOrg, IVersioned, IAuditSubject
{
    public const int Draft = 0;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public int Version { get; private set; }

    public required long DrugId { get; init; }

    [Label("版本号")]
    public required int Number { get; init; }

    [Label("药品")]
    public required string DrugLabel { get; init; }

    [Label("保存时间")]
    public DateTime SavedAt { get; set; }

    [Label("保存人")]
    public string SavedBy { get; set; } = "";

    [Label("药品图片")]
    public long? ImageFileId { get; private set; }

    [Label("药品标识1")]
    public SaleMark? Sale { get; private set; }

    [Label("药品标识2")]
    public ControlMark? Control { get; private set; }

    [Label("说明书类型")]
    public LeafletKind Leaflet { get; private set; }

    [Label("商品名")]
    public string? TradeName { get; private set; }

    [Label("成分")]
    public string? Ingredients { get; private set; }

    [Label("性状")]
    public string? Appearance { get; private set; }

    [Label("适应症")]
    public string? Indications { get; private set; }

    [Label("用法与用量")]
    public string? Dosage { get; private set; }

    [Label("禁忌")]
    public string? Contraindications { get; private set; }

    [Label("不良反应")]
    public string? AdverseReactions { get; private set; }

    [Label("注意事项")]
    public string? Precautions { get; private set; }

    [Label("孕妇及哺乳期用药")]
    public string? Pregnancy { get; private set; }

    [Label("儿童用药")]
    public string? Children { get; private set; }

    [Label("老年用药")]
    public string? Elderly { get; private set; }

    /// <summary>Ids of files, one a line.</summary>
    [Label("药品说明图片")]
    public List<string> Pictures { get; private set; } = [];

    string IAuditSubject.AuditName => DrugLabel;

    internal DetailsContent Read() => new()
    {
        ImageFileId = ImageFileId,
        Sale = Sale,
        Control = Control,
        Leaflet = Leaflet,
        TradeName = TradeName,
        Ingredients = Ingredients,
        Appearance = Appearance,
        Indications = Indications,
        Dosage = Dosage,
        Contraindications = Contraindications,
        AdverseReactions = AdverseReactions,
        Precautions = Precautions,
        Pregnancy = Pregnancy,
        Children = Children,
        Elderly = Elderly,
        Pictures = Ids(Pictures),
    };

    internal static long[] Ids(IEnumerable<string> pictures) => [.. pictures.Select(id => long.Parse(id, CultureInfo.InvariantCulture))];

    internal void Write(DetailsContent content)
    {
        (ImageFileId, Sale, Control, Leaflet) = (content.ImageFileId, content.Sale, content.Control, content.Leaflet);
        (TradeName, Ingredients, Appearance, Indications) = (content.TradeName, content.Ingredients, content.Appearance, content.Indications);
        (Dosage, Contraindications, AdverseReactions, Precautions) = (content.Dosage, content.Contraindications, content.AdverseReactions, content.Precautions);
        (Pregnancy, Children, Elderly) = (content.Pregnancy, content.Children, content.Elderly);
        var pictures = content.Pictures.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToList();
        if (!pictures.SequenceEqual(Pictures))
            Pictures = pictures;
    }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<DrugDetails>().ToTable("DrugDetails", DrugsModule.SchemaName);
        entity.BelongsTo<DrugDetails, Drug>(x => x.DrugId);
        entity.BelongsTo<DrugDetails, StoredFile>(x => x.ImageFileId);
        entity.Property(x => x.DrugLabel).HasMaxLength(Drug.LabelLength);
        entity.Property(x => x.SavedBy).HasMaxLength(40);
        entity.Property(x => x.Pictures).StoredAsLines();
        foreach (var chapter in DetailsContent.Chapters)
            entity.Property(chapter.Field).HasMaxLength(DetailsContent.TextLength);
        entity.HasIndex(x => new { x.OrgId, x.DrugId, x.Number }).IsUnique();
    }
}
