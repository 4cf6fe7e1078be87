using System.Numerics;
using System.Reflection;
using Yaosu.Codes;

namespace Yaosu.Tests.Kernel.Codes;

public sealed class CodeLayoutTests
{
    private static readonly CodeSegment.Guard Digits20 = new("防伪", CodeAlphabet.Digits, 20);
    private static readonly CodeSegment.Guard Mixed13 = new("防伪", CodeAlphabet.Mixed, 13);
    private static readonly CodeSegment.FixedText Prefix = new("前缀", "ys01");
    private static readonly CodeSegment.Counter Serial = new("流水", 1, 9999, 4);
    private static readonly CodeSegment.Timestamp Time = new("时间戳");
    private static readonly CodeSegment.Date Day = new("日期");

    [Fact]
    public void A_layout_knows_its_length_its_guard_and_where_that_stands()
    {
        var layout = CodeLayout.Create(25, [Prefix, Mixed13, Day]).Value;
        layout.Length.Should().Be(25);
        layout.IsGuessable.Should().BeFalse();
        layout.Shape.Should().Be(new CodeShape(25, 4, 13, CodeAlphabet.Mixed));
        layout.Space.Should().Be(new CodeSpace(CodeAlphabet.Mixed, 13));
        layout.Space.ToString().Should().Be("mixed-13");
        layout.Segments.OfType<CodeSegment.FixedText>().Single().Text.Should().Be("YS01", "small letters count as capitals");
    }

    [Fact]
    public void Without_a_guard_a_layout_says_so_and_needs_a_counter()
    {
        var layout = CodeLayout.Create(18, [Time, Prefix, Serial]).Value;
        layout.IsGuessable.Should().BeTrue();
        layout.Shape.Should().BeNull();
        layout.Space.Should().BeNull();
        Codes(18, Time, Day).Should().Equal("codes.layout-all-alike");
    }

    [Theory]
    [InlineData(CodeAlphabet.Digits, 20, 19)]
    [InlineData(CodeAlphabet.Letters, 14, 13)]
    [InlineData(CodeAlphabet.Mixed, 13, 12)]
    public void Each_alphabet_has_its_shortest_guard(CodeAlphabet alphabet, int shortest, int tooShort)
    {
        alphabet.MinimumGuardLength.Should().Be(shortest);
        alphabet.Text.Should().Be(typeof(CodeAlphabet).GetField(alphabet.ToString())!.GetCustomAttribute<LabelAttribute>()!.Text);
        CodeLayout.Quick(alphabet, shortest).IsDone.Should().BeTrue();
        CodeLayout.Quick(alphabet, 32).IsDone.Should().BeTrue();
        foreach (var length in (int[])[tooShort, 33, 0, -1, int.MaxValue, int.MinValue])
            CodeLayout.Quick(alphabet, length).Refusal!.Code.Should().Be("codes.guard-length");
        Codes(tooShort + 4, Prefix, new CodeSegment.Guard("防伪", alphabet, tooShort)).Should().Contain("codes.guard-length");
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_beside_its_segment()
    {
        var refusals = CodeLayout.Create(16, [new CodeSegment.Guard(" ", CodeAlphabet.Letters, 13), new CodeSegment.FixedText("前缀", "a-1"), Serial, new CodeSegment.Counter("又一个", 5, 4, 3)]).Refusals;
        refusals.Select(x => (x.Code, x.Field)).Should().BeEquivalentTo([
            ("codes.segment-name-missing", "Segments[0]"),
            ("codes.guard-length", "Segments[0]"),
            ("codes.fixed-text-character", "Segments[1]"),
            ("codes.counter-order", "Segments[3]"),
            ("codes.layout-too-long", "Length"),
            ("codes.layout-two-counters", "Segments"),
        ]);
        refusals.Single(x => x.Code == "codes.layout-too-long").Text.Should().Be("已使用长度 23，比码长度 16 多 7 位，请缩短或删除码段，或加大码长度。");
    }

    [Fact]
    public void The_segments_fill_the_length_exactly()
    {
        Codes(24, Prefix, Digits20).Should().BeEmpty();
        Codes(25, Prefix, Digits20).Should().Equal("codes.layout-too-short");
        Codes(23, Prefix, Digits20).Should().Equal("codes.layout-too-long");
        Codes(15, new CodeSegment.Counter("流水", 0, 1, 15)).Should().Equal("codes.layout-length");
        Codes(33, Digits20, Mixed13).Should().Equal("codes.layout-length", "codes.layout-two-guards");
        Codes(20).Should().Equal("codes.layout-empty");
        Codes(int.MinValue, Digits20).Should().Equal("codes.layout-length");
        Codes(20, [.. Enumerable.Repeat(Digits20, 10_000)]).Should().Contain("codes.layout-too-long");
        Codes(20, new CodeSegment.Counter("流水", 0, 1, int.MaxValue), new CodeSegment.Counter("流水", 0, 1, int.MaxValue)).Should().Contain(["codes.layout-too-long", "codes.counter-length"]);
    }

    [Theory]
    [InlineData(0, 9, 1, null)]
    [InlineData(0, 10, 1, "codes.counter-too-narrow")]
    [InlineData(5, 5, 1, null)]
    [InlineData(-1, 5, 4, "codes.counter-order")]
    [InlineData(6, 5, 4, "codes.counter-order")]
    [InlineData(0, 999_999_999_999_999_999, 18, null)]
    [InlineData(0, long.MaxValue, 18, "codes.counter-too-narrow")]
    [InlineData(0, 1, 19, "codes.counter-length")]
    [InlineData(0, 1, 0, "codes.counter-length")]
    public void A_counter_fits_its_digits(long from, long to, int length, string? refusal)
    {
        var found = Codes(20 + length, Digits20, new CodeSegment.Counter("流水", from, to, length)).Where(x => x.StartsWith("codes.counter", StringComparison.Ordinal));
        found.Should().Equal(refusal is null ? [] : [refusal]);
    }

    [Theory]
    [InlineData("", "codes.fixed-text-missing")]
    [InlineData("12345678901234567890123", "codes.fixed-text-long")]
    [InlineData("A B", "codes.fixed-text-character")]
    [InlineData("药1", "codes.fixed-text-character")]
    [InlineData("Ａ1", "codes.fixed-text-character")]
    [InlineData("ſı", "codes.fixed-text-character")]
    public void Fixed_text_is_short_and_of_digits_and_capitals(string text, string refusal) =>
        Codes(20 + text.Length, Digits20, new CodeSegment.FixedText("前缀", text)).Should().Contain(refusal);

    [Fact]
    public void The_national_form_may_have_the_short_guard_and_nothing_else_may()
    {
        var layout = CodeLayout.National(" ８123456").Value;
        (layout.Length, layout.Shape).Should().Be((20, new CodeShape(20, 7, 13, CodeAlphabet.Digits)));
        CodeLayout.Create(20, layout.Segments).IsDone.Should().BeTrue();
        var guard = layout.Guard!;
        Codes(20, guard, new CodeSegment.FixedText("标识", "8123456")).Should().Equal("codes.guard-length");
        Codes(20, new CodeSegment.FixedText("标识", "A123456"), guard).Should().Equal("codes.guard-length");
        Codes(24, new CodeSegment.FixedText("标识", "8123456"), guard, Serial).Should().Equal("codes.guard-length");
        foreach (var wrong in (string[])["", "812345", "81234567", "812345A"])
            CodeLayout.National(wrong).Refusal!.Code.Should().Be("codes.national-identification");
    }

    [Fact]
    public void The_stored_form_is_as_it_was_once_released()
    {
        const string Stored = """{"version":1,"segments":[{"kind":"text","name":"前缀","text":"YS01"},{"kind":"guard","name":"防伪","alphabet":"mixed","length":13},{"kind":"counter","name":"流水","from":1,"to":9999,"length":4},{"kind":"date","name":"日期"}]}""";
        CodeLayout.Create(29, [Prefix, Mixed13, Serial, Day]).Value.ToJson().Should().Be(Stored);
        CodeLayout.Parse(Stored).Value.Segments.Should().Equal(Prefix, Mixed13, Serial, Day);
        foreach (var layout in (CodeLayout[])[CodeLayout.Quick(CodeAlphabet.Mixed, 13).Value, CodeLayout.Quick(CodeAlphabet.Letters, 32).Value, CodeLayout.National("8123456").Value, CodeLayout.Create(22, [Time, Serial, Day]).Value])
            CodeLayout.Parse(layout.ToJson()).Value.ToJson().Should().Be(layout.ToJson());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("1e999")]
    [InlineData("{")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":"1","segments":[]}""")]
    [InlineData("""{"version":0,"segments":[]}""")]
    [InlineData("""{"version":1.5,"segments":[]}""")]
    [InlineData("""{"version":1,"segments":{}}""")]
    [InlineData("""{"version":1,"segments":[]}""")]
    [InlineData("""{"version":1,"segments":[null]}""")]
    [InlineData("""{"version":1,"segments":[[[[[[1]]]]]]}""")]
    [InlineData("""{"version":1,"segments":[{"kind":"guard","name":"a","alphabet":"digits","length":"20"}]}""")]
    [InlineData("""{"version":1,"segments":[{"kind":"guard","name":"a","alphabet":"0","length":20}]}""")]
    [InlineData("""{"version":1,"segments":[{"kind":"guard","name":"a","alphabet":"digits","length":19}]}""")]
    [InlineData("""{"version":1,"segments":[{"kind":"guard","name":"a","alphabet":"digits","length":99999999999}]}""")]
    [InlineData("""{"version":1,"segments":[{"kind":"guard","name":null,"alphabet":"digits","length":20}]}""")]
    [InlineData("""{"version":1,"segments":[{"kind":"text","name":"a"}]}""")]
    [InlineData("""{"version":1,"segments":[{"kind":"text","name":"\ud800","text":"1234567890123456"}]}""")]
    [InlineData("""{"version":1,"segments":[{"kind":"text","name":"a","text":"\udc00"}]}""")]
    [InlineData("{\"version\":1,\"segments\":[{\"kind\":\"text\",\"name\":\"\ud800\",\"text\":\"1\"}]}")]
    [InlineData("""{"version":1,"segments":[{"kind":"counter","name":"a","from":1e30,"to":2,"length":16}]}""")]
    [InlineData("""{"version":1,"segments":[{"kind":"secret","name":"a"}]}""")]
    public void Whatever_else_is_stored_is_refused(string? json) =>
        CodeLayout.Parse(json).Refusals.Should().NotBeEmpty().And.OnlyContain(x => x.Code.StartsWith("codes.", StringComparison.Ordinal) && x.Text.EndsWith('。'));

    [Fact]
    public void Broken_pieces_of_the_stored_form_never_throw()
    {
        var random = new Random(3);
        var stored = CodeLayout.Create(29, [Prefix, Mixed13, Serial, Day]).Value.ToJson();
        CodeLayout.Parse(stored.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal)).Refusal!.Code.Should().Be("codes.layout-newer");
        var read = 0;
        for (var i = 0; i < 3000; i++)
        {
            var text = stored.ToCharArray();
            for (var j = random.Next(1, 4); j > 0; j--)
                text[random.Next(text.Length)] = random.Next(3) == 0 ? (char)random.Next(0x10000) : stored[random.Next(stored.Length)];
            var parsed = CodeLayout.Parse(new(text, 0, random.Next(4) == 0 ? random.Next(text.Length) : text.Length));
            if (parsed.IsDone)
                (read, parsed.Value.Length).Should().Match<(int, int Length)>(x => x.Length >= 13 && x.Length <= 32, "what is read keeps the rules");
            read += parsed.IsDone ? 1 : 0;
        }
        read.Should().BeInRange(1, 2999);
        CodeLayout.Parse(new string('[', 100_000)).IsDone.Should().BeFalse();
    }

    [Fact]
    public void Whether_so_many_codes_can_be_made_is_known_before()
    {
        var layout = CodeLayout.Create(24, [Digits20, Serial]).Value;
        layout.Allows(9999, 0, 1).IsDone.Should().BeTrue();
        layout.Allows(10_000, 0, 1).Refusal!.Text.Should().Be("自增数还可生成 9999 个码，不够本次的 10000 个，请减少生码数量，或修改码规则的结束值。");
        layout.Allows(9999, 0, 2).Refusal!.Code.Should().Be("codes.counter-exhausted");
        layout.Allows(1, 0, 10_000).Refusal!.Code.Should().Be("codes.counter-exhausted");
        layout.Allows(1, 0, 0).Refusal!.Code.Should().Be("codes.counter-exhausted", "it counts from 1");
        var national = CodeLayout.National("8123456").Value;
        national.Allows(10, 9_999_999_999_990, 0).IsDone.Should().BeTrue();
        national.Allows(11, 9_999_999_999_990, 0).Refusal!.Code.Should().Be("codes.guard-exhausted");
        national.Allows(1, long.MaxValue, 0).Refusal!.Code.Should().Be("codes.guard-exhausted");
    }

    [Fact]
    public void The_outlook_says_how_many_codes_there_are_and_how_hard_they_are_to_guess()
    {
        var guarded = new CodeOutlook(CodeLayout.Create(24, [Digits20, Serial]).Value);
        guarded.Capacity.Should().Be(BigInteger.Pow(10, 20));
        guarded.CapacityText.Should().Be("10²⁰");
        guarded.CounterCodes.Should().Be(9999);
        guarded.GuessProbability(1_000_000).Should().BeApproximately(1e-14, 1e-20);
        guarded.GuessText(1_000_000).Should().Be("每猜 10¹⁴ 次才可能猜中一次");
        guarded.GuessText(0).Should().Be("尚未发码，猜不中");
        new CodeOutlook(CodeLayout.Quick(CodeAlphabet.Mixed, 13).Value).CapacityText.Should().Be("约 1.7×10²⁰");
        new CodeOutlook(CodeLayout.Quick(CodeAlphabet.Mixed, 32).Value).CapacityText.Should().Be("约 6.3×10⁴⁹");

        var open = new CodeOutlook(CodeLayout.Create(22, [Time, Day, Serial]).Value);
        open.Capacity.Should().Be(9999);
        open.CapacityText.Should().Be("9,999");
        open.GuessProbability(1).Should().Be(1);
        open.GuessText(1).Should().StartWith("不可防伪");
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("99999999", "99,999,999")]
    [InlineData("100000000", "10⁸")]
    [InlineData("250000000", "2.5×10⁸")]
    [InlineData("100000001", "约 1.0×10⁸")]
    [InlineData("994999999", "约 9.9×10⁸")]
    [InlineData("995000000", "约 1.0×10⁹")]
    public void Large_numbers_are_rounded_to_what_people_take_in(string number, string text) => CodeOutlook.Text(BigInteger.Parse(number)).Should().Be(text);

    [Fact]
    public void Examples_look_like_the_codes_to_come()
    {
        var at = new DateTime(2026, 11, 21, 16, 30, 0, DateTimeKind.Utc);
        var layout = CodeLayout.Create(29, [Prefix, Mixed13, Serial, Day]).Value;
        var examples = new CodeOutlook(layout).Examples(at);
        examples.Should().HaveCount(3).And.OnlyHaveUniqueItems();
        for (var i = 0; i < 3; i++)
            examples[i].Should().MatchRegex($"^YS01[0-9A-Z]{{13}}000{i + 1}20261122$", "in China it is the next day");
        new CodeOutlook(layout).Examples(at).Should().NotIntersectWith(examples, "each time under a key of its own");
        new CodeOutlook(CodeLayout.Create(22, [Digits20, new CodeSegment.Counter("流水", 7, 7, 2)]).Value).Examples(at).Should().ContainSingle().Which.Should().EndWith("07");
    }

    private static IEnumerable<string> Codes(int length, params CodeSegment[] segments) => CodeLayout.Create(length, segments).Refusals.Select(x => x.Code);
}
