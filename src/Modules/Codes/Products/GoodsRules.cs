using Yaosu.Platform.Data;

namespace Yaosu.Codes.Products;

internal static class GoodsRules
{
    /// <returns>The facts in the form in which they are kept, or everything that is wrong with them.</returns>
    internal static Outcome<GoodsFacts> Check(GoodsFacts wanted)
    {
        var facts = wanted with { Name = Clean(wanted.Name) ?? "", Spec = Clean(wanted.Spec), Description = Clean(wanted.Description), Pictures = [.. wanted.Pictures.Distinct()] };
        var refusals = new List<Refusal>();
        if (facts.Name.Length == 0)
            refusals.Add(CodesRefusals.Missing("商品名称", nameof(GoodsForm.Name)));
        TooLong("商品名称", facts.Name, Goods.NameLength, nameof(GoodsForm.Name));
        TooLong("商品规格", facts.Spec, Goods.SpecLength, nameof(GoodsForm.Spec));
        TooLong("商品说明", facts.Description, Goods.DescriptionLength, nameof(GoodsForm.Description));
        if (facts.MerchantId == 0)
            refusals.Add(CodesRefusals.GoodsMerchantNeeded);
        if (facts.Pictures.Count > Goods.MostPictures)
            refusals.Add(CodesRefusals.PicturesTooMany);
        return refusals.Count == 0 ? facts : Outcome<GoodsFacts>.Refused(refusals);

        void TooLong(string what, string? text, int most, string field)
        {
            if (text?.Length > most)
                refusals.Add(CodesRefusals.TooLong(what, most, field));
        }
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : StoredText.Clean(text.Trim());
}
