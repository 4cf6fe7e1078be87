using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Products;
using Yaosu.Codes.Rules;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Demo.Scenes;

/// <summary>Whose codes the drug maker has, what stands on them, and how they are put together.</summary>
internal static class MerchantsOfTheMaker
{
    internal static async Task SeedAsync(AppDbFactory then, Actor actor, CancellationToken ct)
    {
        var shop = await MerchantAsync(then, actor, new("云杉示例制药自营", CodeSource.Platform, [], "处方药与非处方药，由本平台生成追溯码"), ct);
        var healthShop = await MerchantAsync(then, actor, new("云杉康健康馆", CodeSource.Platform, [], null), ct);
        var own = await MerchantAsync(then, actor, new("云杉防伪码（自有）", CodeSource.Own, ["https://code.yunshan.example.com/c/", "https://m.yunshan.example.com/"], "上线平台前已经印制的包材"), ct);

        var drugs = await new DrugList(then).RunAsync(actor, new(), new PageRequest { Sort = "id", Descending = false }, ct);
        foreach (var drug in drugs.Value.Rows)
            await GoodsAsync(then, actor, new(drug.GenericName, shop, drug.Id, [], $"{drug.Strength}×{drug.PackText}", null), ct);
        await GoodsAsync(then, actor, new("云杉蓝莓叶黄素软糖", healthShop, null, [], "30粒/瓶", "食品，不是药品。"), ct);
        await GoodsAsync(then, actor, new("云杉维生素C咀嚼片", own, null, [], "60片/瓶", "营养补充食品，不是药品；2025 年以前的包材印有企业自有码。"), ct);

        await RuleAsync(then, actor, new("云杉标准码", shop, 24, [new CodeSegment.FixedText("企业代码", "YS01"), new CodeSegment.Guard("防伪字符", CodeAlphabet.Digits, 20)]), ct);
        await RuleAsync(then, actor, new("厄贝沙坦片国家追溯码", shop, 20, [.. CodeLayout.National("8999001").Value.Segments]), ct);
        await RuleAsync(then, actor, new("装箱流水码", shop, 20, [new CodeSegment.FixedText("仓库代码", "CK07"), new CodeSegment.Date("装箱日期"), new CodeSegment.Counter("流水号", 1, 99_999_999, 8)]), ct);
        var first = await RuleAsync(then, actor, new("健康馆试用码", healthShop, 32, [new CodeSegment.Date("生码日期"), new CodeSegment.Timestamp("生码时刻"), new CodeSegment.Guard("防伪字符", CodeAlphabet.Letters, 14)]), ct);
        if (await new EnableCodeRule(then).RunAsync(actor, first, enabled: false, ct) is { IsDone: false } refused)
            throw new InvalidOperationException(refused.Refusal!.Text);
    }

    private static async Task<long> RuleAsync(AppDbFactory then, Actor actor, CodeRuleFacts facts, CancellationToken ct) => Saved(await new SaveCodeRule(then).RunAsync(actor, null, 0, facts, ct), facts.Name);

    private static async Task<long> MerchantAsync(AppDbFactory then, Actor actor, MerchantFacts facts, CancellationToken ct) => Saved(await new SaveMerchant(then).RunAsync(actor, null, 0, facts, ct), facts.Name);

    private static async Task GoodsAsync(AppDbFactory then, Actor actor, GoodsFacts facts, CancellationToken ct) => Saved(await new SaveGoods(then).RunAsync(actor, null, 0, facts, ct), facts.Name);

    private static long Saved(Outcome<long> saved, string name) => saved.IsDone ? saved.Value : throw new InvalidOperationException($"{name}: {saved.Refusal!.Text}");
}
