using Yaosu.Drugs.Details;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Drugs;

/// <summary>Every "no" of this module.</summary>
public static class DrugsRefusals
{
    public static readonly Refusal DrugNotFound = new("drugs.not-found", "没有这个药品，可能已被删除，请刷新列表。");
    public static readonly Refusal DrugChangedMeanwhile = new("drugs.changed-meanwhile", "这个药品刚刚在别处被修改过，请核对后再保存。");
    public static readonly Refusal DrugExists = new("drugs.exists", "已有批准文号、制剂规格和包装规格都相同的药品，请在列表中查找并修改它。", "LicenceNumber");
    public static readonly Refusal IdentificationTaken = new("drugs.identification-taken", "这个药品标识码已用于另一个药品；同一标识码只对应一个药品的一种包装，请核对。", "IdentificationCode");
    public static readonly Refusal DrugInUse = new("drugs.in-use", "这个药品已被使用，不能删除；不再使用时请停用。");
    public static readonly Refusal ValidMonthsWrong = new("drugs.valid-months-wrong", "有效期应为 1 到 240 个月，请核对批件。", "ValidMonths");
    public static readonly Refusal SpecialUnknown = new("drugs.special-unknown", "请选择特殊管理类别。", "Special");
    public static readonly Refusal StorageUnknown = new("drugs.storage-unknown", "请选择贮藏条件。", "Storage");
    public static readonly Refusal AlreadyRetired = new("drugs.already-retired", "这个药品已经停用，请刷新列表。");
    public static readonly Refusal AlreadyInUse = new("drugs.already-in-use", "这个药品正在使用，请刷新列表。");
    public static readonly Refusal NoDraft = new("drugs.no-draft", "没有未生效的草稿，可能已被放弃或生效，请刷新页面。");
    public static readonly Refusal DetailsChangedMeanwhile = new("drugs.details.changed-meanwhile", "药品详情刚刚在别处被修改过，请核对后再保存。");
    public static readonly Refusal VersionNotFound = new("drugs.version-not-found", "没有这个版本，请刷新页面。");
    public static readonly Refusal NothingToSubmit = new("drugs.nothing-to-submit", "内容与当前版本相同，没有需要提交的改动。");
    public static readonly Refusal PictureNotFound = new("drugs.picture-not-found", "图片不存在或已过期，请重新上传。");
    public static readonly Refusal TooManyPictures = new("drugs.too-many-pictures", "药品说明图片最多 5 张，请移除多余的图片。", "Pictures");
    public static readonly Refusal ImageMissing = new("drugs.image-missing", "请上传药品图片。", "ImageFileId");
    public static readonly Refusal PicturesMissing = new("drugs.pictures-missing", "请上传至少一张药品说明图片，或改用说明书结构化信息。", "Pictures");
    public static readonly Refusal SaleMarkMissing = new("drugs.sale-mark-missing", "请选择药品标识1。", "Sale");
    public static readonly Refusal ControlMarkMissing = new("drugs.control-mark-missing", "请选择药品标识2。", "Control");
    public static readonly Refusal MarkUnknown = new("drugs.mark-unknown", "没有这种标识，请刷新页面后重新选择。");
    public static readonly Refusal ControlledOverTheCounter = new("drugs.controlled-over-the-counter", "麻醉药品、精神药品和其他特殊管理的药品不能是非处方药，请核对药品标识1、药品标识2和“药品信息”里的特殊管理。", "Sale");

    public static Refusal ControlMarkDiffers(ControlMark registered) =>
        new("drugs.control-mark-differs", $"“药品信息”里登记的是{Labels.Of(registered)}，请选择一致的药品标识2，或先修改药品信息。", "Control");

    public static Refusal Missing(string what, string field) => new("drugs.missing", $"请填写{what}。", field);

    public static Refusal TooLong(string what, int most, string field) => new("drugs.too-long", $"{what}不能超过 {most} 个字。", field);

    public static Refusal UnitWrong(string what, string field) => new("drugs.unit-wrong", $"{what}应为 1 到 {Packing.UnitLength} 个字，不含数字和符号，如 片、盒、ml。", field);

    public static Refusal CountWrong(string what, string field) => new("drugs.count-wrong", $"{what}应为 1 到 100000 的整数。", field);

    public static Refusal LevelHalf(string what, string field) => new("drugs.level-half", $"{what}的单位和数量要一起填写，没有这一级时都留空。", field);

    public static Refusal SameAsLine(int line) => new("drugs.same-as-line", $"与第 {line} 行是同一个药品（批准文号、制剂规格和包装规格都相同），请删除其中一行。");
}
