using Yaosu.Drugs.Registry;
using Yaosu.Platform.Data;

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

    internal static async Task SeedAsync(AppDbFactory then, Actor actor, CancellationToken ct)
    {
        var save = new SaveDrug(then);
        foreach (var drug in All)
        {
            var saved = await save.RunAsync(actor, null, 0, drug, ct);
            if (!saved.IsDone)
                throw new InvalidOperationException($"{drug.GenericName}: {saved.Refusal!.Text}");
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
