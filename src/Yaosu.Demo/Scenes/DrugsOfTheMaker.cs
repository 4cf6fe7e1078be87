using Yaosu.Drugs.Details;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Demo.Scenes;

/// <summary>What the drug maker makes. The substances exist; licence numbers of the year 2099 and codes of the maker 99900 don't.</summary>
internal static class DrugsOfTheMaker
{
    internal static readonly IReadOnlyList<DrugFacts> All =
    [
        Of("厄贝沙坦片", "云杉平", "片剂", "0.15g", Pack(7, "片"), "H20990001", 1, 36) with { IsCentrallyPurchased = true, StorageNote = "密封保存" },
        Of("厄贝沙坦片", "云杉平", "片剂", "0.15g", Pack(14, "片"), "H20990001", 2, 36) with { IsCentrallyPurchased = true, StorageNote = "密封保存" },
        Of("阿莫西林胶囊", null, "胶囊剂", "0.25g", Pack(24, "粒"), "H20990002", 3, 24) with { Storage = StorageCondition.Cool, StorageNote = "遮光，密封" },
        Of("盐酸二甲双胍缓释片", "云杉康", "缓释片", "0.5g", Pack(30, "片"), "H20990003", 4, 24) with { IsCentrallyPurchased = true },
        Of("重组人胰岛素注射液", null, "注射剂", "3ml:300单位", new() { DoseUnit = "支", DosesPerPack = 1, PackUnit = "盒", CaseUnit = "箱", PerCase = 60 }, "S20990004", 5, 24) with { Storage = StorageCondition.Refrigerated, StorageNote = "避光，不可冷冻" },
        Of("盐酸吗啡缓释片", null, "缓释片", "10mg", Pack(10, "片"), "H20990005", 6, 36) with { Special = SpecialManagement.Narcotic, StorageNote = "双人双锁，专库保管" },
        Of("艾司唑仑片", null, "片剂", "1mg", Pack(20, "片"), "H20990006", 7, 36) with { Special = SpecialManagement.PsychotropicTwo },
        Of("复方丹参滴丸", null, "滴丸剂", "每丸重27mg", Pack(180, "丸"), "Z20990007", 8, 36) with { Storage = StorageCondition.Room },
    ];

    internal static async Task SeedAsync(AppDbFactory then, FileStore files, Actor actor, CancellationToken ct)
    {
        var save = new SaveDrug(then);
        foreach (var drug in All)
        {
            var saved = await save.RunAsync(actor, null, 0, drug, ct);
            if (!saved.TryGet(out var id))
                throw new InvalidOperationException($"{drug.GenericName}: {saved.Refusal!.Text}");
            if (drug == All[0])
                await WriteDetailsAsync(then, files, actor, id, ct);
        }
    }

    /// <summary>One drug as consumers read it, in two versions; the others wait to be written.</summary>
    private static async Task WriteDetailsAsync(AppDbFactory then, FileStore files, Actor actor, long drug, CancellationToken ct)
    {
        await using var png = typeof(DrugsOfTheMaker).Assembly.GetManifestResourceStream("drug-box.png")!;
        var picture = await files.ReceiveAsync(actor, DetailsFiles.Image, "厄贝沙坦片（演示）.png", png, png.Length, ct);
        var content = new DetailsContent
        {
            ImageFileId = picture.Value,
            Sale = SaleMark.Prescription,
            Control = ControlMark.Ordinary,
            TradeName = "云杉平",
            Ingredients = "本品主要成分为厄贝沙坦。（演示内容，不作用药依据）",
            Appearance = "本品为白色或类白色片。",
            Indications = "用于治疗原发性高血压。",
            Dosage = "口服，一次 1 片，一日 1 次，请遵医嘱。",
            AdverseReactions = "可能出现头晕、恶心，多数轻微。",
            Contraindications = "已知对本品成分过敏者禁用。",
            Precautions = "用药期间请定期测量血压。",
            Pregnancy = "孕妇禁用。",
            Elderly = "一般无需调整剂量。",
        };
        var edit = new EditDetails(then);
        foreach (var version in new[] { content, content with { Precautions = "用药期间请定期测量血压。\n漏服时不要一次服用两次的量。" } })
        {
            var published = await edit.PublishAsync(actor, drug, -1, version, ct);
            if (!published.IsDone)
                throw new InvalidOperationException(published.Refusal!.Text);
        }
    }

    private static Packing Pack(int doses, string unit) => new() { DoseUnit = unit, DosesPerPack = doses, PackUnit = "盒", MiddleUnit = "中盒", PacksPerMiddle = 10, CaseUnit = "箱", PerCase = 20 };

    private static DrugFacts Of(string name, string? tradeName, string form, string strength, Packing packing, string licence, int number, int months) => new()
    {
        GenericName = name,
        TradeName = tradeName,
        DosageForm = form,
        Strength = strength,
        Packing = packing,
        LicenceNumber = "国药准字" + licence,
        Manufacturer = DrugMakerAtWork.Maker,
        IdentificationCode = $"8999{number:000}",
        ValidMonths = months,
    };
}
