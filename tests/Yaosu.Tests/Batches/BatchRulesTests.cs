using Yaosu.Batches.Binding;
using Yaosu.Batches.Contracts;
using Yaosu.Batches.Registry;
using Yaosu.Codes;
using Yaosu.Codes.Contracts;
using Yaosu.Codes.Packages;

namespace Yaosu.Tests.Batches;

public sealed class BatchRulesTests
{
    private static readonly BatchFacts Right = new("20260901", 1, 2, new(2026, 9, 1), new(2028, 8, 31), null, []);

    [Theory]
    [InlineData("20260901", "２０２６０９０１")]
    [InlineData("ab-2026 01", "AB202601")]
    [InlineData("Ａｂ－０１", "AB01")]
    [InlineData("A–1—2−3\u200B", "A123")]
    [InlineData("批　1", "批1")]
    public void Ways_to_write_one_number_have_one_key(string one, string other) => BatchKey.Of(one).Should().Be(BatchKey.Of(other)).And.NotBeEmpty();

    [Theory]
    [InlineData("A1", "A2")]
    [InlineData("20260901", "202609010")]
    [InlineData("A.1", "A1")]
    [InlineData("A/1", "A1")]
    public void Other_numbers_have_other_keys(string one, string other) => BatchKey.Of(one).Should().NotBe(BatchKey.Of(other));

    [Theory]
    [InlineData("2026-01-01", 24, "2027-12-31")]
    [InlineData("2026-09-15", 36, "2029-09-14")]
    [InlineData("2026-08-31", 6, "2027-02-27")]
    [InlineData("2024-02-29", 12, "2025-02-27")]
    public void The_last_day_of_use_is_the_day_before_the_day_with_the_same_number(string made, int months, string expires) =>
        BatchRules.ExpiryOf(DateOnly.Parse(made, System.Globalization.CultureInfo.InvariantCulture), months).Should().Be(DateOnly.Parse(expires, System.Globalization.CultureInfo.InvariantCulture));

    public static TheoryData<string, string> Wrong => new()
    {
        { "blank", "batches.number-missing" },
        { "hyphens", "batches.number-missing" },
        { "long", "batches.too-long" },
        { "merchant", "batches.merchant-needed" },
        { "goods", "batches.goods-needed" },
        { "same day", "batches.expiry-before-production" },
        { "before", "batches.expiry-before-production" },
        { "note", "batches.too-long" },
        { "21 details", "batches.too-many-details" },
        { "no title", "batches.detail-title-missing" },
        { "no content", "batches.detail-content-missing" },
        { "long title", "batches.detail-title-too-long" },
        { "long text", "batches.detail-content-too-long" },
        { "longer text", "batches.detail-content-too-long" },
        { "kind", "batches.detail-kind-unknown" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_told(string what, string code)
    {
        var line = new DetailFacts("产地", DetailKind.Text, "示例市", true);
        var facts = what switch
        {
            "blank" => Right with { BatchNumber = "  " },
            "hyphens" => Right with { BatchNumber = "- —" },
            "long" => Right with { BatchNumber = new string('1', 51) },
            "merchant" => Right with { MerchantId = 0 },
            "goods" => Right with { GoodsId = 0 },
            "same day" => Right with { ExpiresOn = Right.MadeOn },
            "before" => Right with { ExpiresOn = Right.MadeOn!.Value.AddDays(-1) },
            "note" => Right with { Note = new string('备', 201) },
            "21 details" => Right with { Details = [.. Enumerable.Repeat(line, 21)] },
            "no title" => Right with { Details = [line with { Title = " " }] },
            "no content" => Right with { Details = [line with { Content = "\n" }] },
            "long title" => Right with { Details = [line with { Title = new string('题', 31) }] },
            "long text" => Right with { Details = [line with { Content = new string('文', 201) }] },
            "longer text" => Right with { Details = [line with { Kind = DetailKind.LongText, Content = new string('文', 2001) }] },
            _ => Right with { Details = [line with { Kind = (DetailKind)9 }] },
        };
        BatchRules.Check(facts).Refusals.Select(x => x.Code).Should().Equal(code);
    }

    [Fact]
    public void What_is_right_is_kept_trimmed()
    {
        var kept = BatchRules.Check(Right with { BatchNumber = " 2026-09 ", Note = " ", Details = [new(" 产地 ", DetailKind.LongText, new string('文', 2000) + "\n", false)] }).Value;
        (kept.BatchNumber, kept.Note, kept.Details[0].Title, kept.Details[0].Content.Length).Should().Be(("2026-09", null, "产地", 2000));
        BatchRules.Check(Right with { MadeOn = null }).IsDone.Should().BeTrue();
        BatchRules.Check(Right with { ExpiresOn = null }).IsDone.Should().BeTrue();
    }

    [Theory]
    [InlineData("0-60", 60 + 6 + 3)]
    [InlineData("0-20", 20 + 2 + 1)]
    [InlineData("0-19", 19 + 1)]
    [InlineData("1-40", 39 + 3 + 1)]
    [InlineData("5-15", 10)]
    [InlineData("0-10 20-40", 30 + 3 + 1)]
    [InlineData("", 0)]
    public void Larger_packages_count_once_all_that_lies_in_them_is_there(string spans, long count) => CodeCount.Of(Set(spans), Package(linked: true)).Should().Be(count);

    [Theory]
    [InlineData("0-60", 69)]
    [InlineData("0-59", 59)]
    [InlineData("0-20", 20)]
    public void Where_nobody_knows_who_lies_in_whom_larger_packages_count_with_the_whole(string spans, long count) => CodeCount.Of(Set(spans), Package(linked: false)).Should().Be(count);

    [Theory]
    [InlineData(0, 1, 7L, false)]
    [InlineData(9, 10, 7L, false)]
    [InlineData(10, 11, 8L, false)]
    [InlineData(30, 31, null, false)]
    [InlineData(40, 41, 7L, false)]
    [InlineData(50, 51, null, false)]
    [InlineData(0, 10, 7L, false)]
    [InlineData(10, 30, 8L, false)]
    [InlineData(0, 20, null, true)]
    [InlineData(20, 40, null, true)]
    [InlineData(30, 40, null, false)]
    [InlineData(0, 60, null, true)]
    public void A_package_is_in_the_batch_that_all_in_it_are_in(long from, long to, long? batch, bool mixed) =>
        PlacesOfPackage.Of([(new(0, 10), 7), (new(10, 20), 8), (new(20, 30), 8), (new(40, 50), 7)], new(from, to)).Should().Be(new BatchPlace(batch, mixed));

    private static SpanSet Set(string spans) => SpanSet.Of(spans.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(x => x.Split('-').Select(long.Parse).ToList()).Select(x => new CodeSpan(x[0], x[1])));

    /// <summary>Three boxes of two cartons of ten.</summary>
    private static ReadyPackage Package(bool linked) => new() { Id = 1, Number = "P", MerchantId = 1, GoodsId = null, Total = 69, Leaves = 60, Linked = linked, GeneratedAt = default, Kind = PackageKind.ThreeLevels, Inside = "2:10" };
}
