using System.Text.RegularExpressions;
using Yaosu.Codes;

namespace Yaosu.Tests.Kernel.Codes;

public sealed class CodeWriterTests : IDisposable
{
    private static readonly DateTime At = new(2026, 11, 21, 4, 0, 0, DateTimeKind.Utc);
    private static readonly CodeSegment.Guard Digits = new("防伪", CodeAlphabet.Digits, 20);
    private static readonly CodeSegment.FixedText Prefix = new("前缀", "86");
    private static readonly CodeSegment.Counter Serial = new("流水", 100, 99_999_999, 8);

    // The same at every run: what is said about ten thousand codes of one key holds or does not.
    private readonly CodeKey _key = new([.. Enumerable.Range(1, 32).Select(x => (byte)x)]);

    public void Dispose() => _key.Dispose();

    public static TheoryData<string> Layouts =>
    [
        CodeLayout.Quick(CodeAlphabet.Digits, 20).Value.ToJson(),
        CodeLayout.Quick(CodeAlphabet.Digits, 31).Value.ToJson(),
        CodeLayout.Quick(CodeAlphabet.Letters, 14).Value.ToJson(),
        CodeLayout.Quick(CodeAlphabet.Letters, 29).Value.ToJson(),
        CodeLayout.Quick(CodeAlphabet.Mixed, 13).Value.ToJson(),
        CodeLayout.Quick(CodeAlphabet.Mixed, 16).Value.ToJson(),
        CodeLayout.Quick(CodeAlphabet.Mixed, 32).Value.ToJson(),
        CodeLayout.National("8123456").Value.ToJson(),
        CodeLayout.Create(30, [Prefix, Digits, Serial]).Value.ToJson(),
        CodeLayout.Create(31, [Serial, new CodeSegment.Timestamp("时间戳"), new CodeSegment.Guard("防伪", CodeAlphabet.Mixed, 13)]).Value.ToJson(),
    ];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Many_codes_are_what_one_after_another_are_and_read_back(string json)
    {
        const int Many = 1300;
        const long First = 9_999_998_500;
        var layout = CodeLayout.Parse(json).Value;
        using var writer = new CodeWriter(layout, _key, At, First, 250);
        using var again = new CodeWriter(layout, _key, At, First, 250);
        using var reader = new CodeReader(layout.Shape!.Value, _key);
        var many = new char[Many * layout.Length];
        writer.WriteMany(7, Many, many);
        var (one, seen) = (new char[layout.Length], new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < Many; i++)
        {
            var code = new string(many, i * layout.Length, layout.Length);
            again.Write(7 + i, one);
            new string(one).Should().Be(code);
            seen.Add(code).Should().BeTrue();
            code.Should().MatchRegex("^[0-9A-Z]*$");
            reader.TryRead(code, out var number).Should().BeTrue();
            number.Should().Be(First + 7 + i);
            writer.Frame.Fits(7 + i, code).Should().BeTrue();
            writer.Frame.MayBeAround(code).Should().BeTrue();
            writer.Frame.Fits(8 + i, code).Should().Be(layout.Counter is null, "a counter says which code it is");
            writer.Frame.Fits(-1, code).Should().BeFalse();
        }
    }

    [Fact]
    public void A_code_is_put_together_as_its_layout_says()
    {
        var layout = CodeLayout.Create(24, [new CodeSegment.Timestamp("时间戳"), Prefix, Serial, new CodeSegment.Counter("尾", 0, 9, 4)]);
        layout.Refusals.Select(x => x.Code).Should().Equal("codes.layout-two-counters");
        var open = CodeLayout.Create(30, [new CodeSegment.Timestamp("时间戳"), Prefix, new CodeSegment.Date("日期"), Serial, new CodeSegment.FixedText("尾", "zz")]).Value;
        using var writer = new CodeWriter(open, null, At, 0, 4711);
        var code = new char[30];
        writer.Write(2, code);
        new string(code).Should().Be("17952336008620261121" + "00004713" + "ZZ");
        writer.Frame.Fits(2, code).Should().BeTrue();
        var shape = open.CounterShape!.Value;
        shape.TryRead(code, out var common, out var counter).Should().BeTrue();
        (common, counter).Should().Be(("17952336008620261121" + "00000000" + "ZZ", 4713L));
        shape.TryRead("179523360086202611210000471AZZ", out _, out _).Should().BeFalse();
        shape.TryRead("1", out _, out _).Should().BeFalse();

        using var guarded = new CodeWriter(CodeLayout.Create(30, [Prefix, Digits, Serial]).Value, _key, At, 0, 100);
        guarded.Write(0, code);
        new string(code).Should().MatchRegex("^86[0-9]{20}00000100$");
        guarded.Count.Should().Be(99_999_900);
    }

    [Fact]
    public void What_is_fixed_counts_as_much_as_the_guard()
    {
        var layout = CodeLayout.Create(30, [Prefix, Digits, Serial]).Value;
        using var writer = new CodeWriter(layout, _key, At, 5000, 100);
        using var reader = new CodeReader(layout.Shape!.Value, _key);
        var code = new char[30];
        writer.Write(3, code);
        for (var i = 0; i < code.Length; i++)
        {
            foreach (var c in "0123456789AZ٣".Where(c => c != code[i]))
            {
                var wrong = (char[])code.Clone();
                wrong[i] = c;
                // Another guard is another number or none; the same guard with other text still is the number, and not the code.
                var read = reader.TryRead(wrong, out var number);
                (read && number == 5003).Should().Be(i is < 2 or >= 22);
                (read && number == 5003 && writer.Frame.Fits(3, wrong)).Should().BeFalse();
                writer.Frame.MayBeAround(wrong).Should().Be(i >= 2, "guard and counter are another question");
            }
        }
    }

    [Fact]
    public void Nothing_but_an_issued_code_reads_as_one()
    {
        const int Issued = 10_000;
        const long First = 1_000_000;
        var random = new Random(11);
        var layouts = Layouts.Select(x => CodeLayout.Parse(x.Data).Value).ToList();
        var (own, others) = (0, 0);
        foreach (var layout in layouts)
        {
            using var writer = new CodeWriter(layout, _key, At, First, 100);
            using var reader = new CodeReader(layout.Shape!.Value, _key);
            var codes = new char[Issued * layout.Length];
            writer.WriteMany(0, Issued, codes);
            for (var i = 0; i < 100_000 / layouts.Count; i++)
            {
                var at = random.Next(Issued);
                var code = new string(codes, at * layout.Length, layout.Length);
                var text = Mutated(code, layout, random);
                if (!reader.TryRead(text, out var number) || number < First || number >= First + Issued)
                {
                    text.Should().NotBe(code);
                    others++;
                }
                else if (writer.Frame.Fits(number - First, text))
                {
                    text.Should().Be(new string(codes, (int)(number - First) * layout.Length, layout.Length));
                    own++;
                }
                (reader.TryRead(text, out number) && number - First == at && writer.Frame.Fits(at, text)).Should().Be(text == code);
            }
        }
        (own, others).Should().Match<(int Own, int Others)>(x => x.Own > 5_000 && x.Others > 60_000);
    }

    [Fact]
    public void No_two_codes_of_a_space_are_alike_whatever_layout_level_or_package_they_are_of()
    {
        // Ten times as many are compared by the benchmark of codes.
        var layouts = (CodeLayout[])[CodeLayout.Quick(CodeAlphabet.Digits, 20).Value, CodeLayout.Create(30, [Prefix, Digits, Serial]).Value, CodeLayout.Create(28, [new CodeSegment.Date("日期"), Digits]).Value];
        var levels = PackLevels.Create(2, 10).Value;
        var guards = new List<UInt128>(1_100_000);
        var next = 0L;
        for (var package = 0; guards.Count < 1_000_000; package++)
        {
            var layout = layouts[package % layouts.Length];
            foreach (var count in levels.CountsFor(2500 + package).Value.ByLevel)
            {
                using var writer = new CodeWriter(layout, _key, At, next, 100);
                var codes = new char[count * layout.Length];
                writer.WriteMany(0, (int)count, codes);
                for (var i = 0; i < count; i++)
                    guards.Add(Value(codes.AsSpan((i * layout.Length) + layout.Shape!.Value.GuardOffset, 20)));
                next += count;
            }
        }
        guards.Sort();
        for (var i = 1; i < guards.Count; i++)
        {
            if (guards[i] == guards[i - 1])
                Assert.Fail($"{guards[i]} was written twice.");
        }
        next.Should().Be(guards.Count);
    }

    [Fact]
    public void Other_keys_and_spaces_give_other_codes()
    {
        using var other = CodeKey.New();
        var (code, theirs) = (new char[20], new char[20]);
        using (var writer = new CodeWriter(CodeLayout.Quick(CodeAlphabet.Digits, 20).Value, _key, At, 0, 0))
            writer.Write(0, code);
        using (var writer = new CodeWriter(CodeLayout.Quick(CodeAlphabet.Digits, 20).Value, other, At, 0, 0))
            writer.Write(0, theirs);
        theirs.Should().NotEqual(code);
        using (var writer = new CodeWriter(CodeLayout.Quick(CodeAlphabet.Mixed, 20).Value, _key, At, 0, 0))
            writer.Write(0, theirs);
        theirs.Should().NotEqual(code);
        Regex.IsMatch(new(code), "^(.)\\1*$").Should().BeFalse("the first number does not look like one");
    }

    [Fact]
    public void Codes_that_are_not_there_are_not_written()
    {
        using var writer = new CodeWriter(CodeLayout.Create(30, [Prefix, Digits, Serial]).Value, _key, At, 0, 99_999_990);
        writer.Count.Should().Be(10);
        writer.Invoking(x => x.Write(10, new char[30])).Should().Throw<ArgumentOutOfRangeException>();
        writer.Invoking(x => x.Write(-1, new char[30])).Should().Throw<ArgumentOutOfRangeException>();
        writer.Invoking(x => x.WriteMany(0, 10, new char[300])).Should().NotThrow();
        writer.Invoking(x => x.WriteMany(1, 10, new char[300])).Should().Throw<ArgumentOutOfRangeException>();
        writer.Invoking(x => x.WriteMany(0, 2, new char[59])).Should().Throw<ArgumentException>();
        writer.Frame.Fits(10, new char[30]).Should().BeFalse();
        writer.Frame.Fits(-1, new char[30]).Should().BeFalse();

        using var last = new CodeWriter(CodeLayout.National("8123456").Value, _key, At, 9_999_999_999_999, 0);
        last.Count.Should().Be(1);
        last.Invoking(x => x.Write(0, new char[20])).Should().NotThrow();
        using var none = new CodeWriter(CodeLayout.National("8123456").Value, _key, At, long.MaxValue, 0);
        none.Count.Should().Be(0);
        FluentActions.Invoking(() => new CodeWriter(CodeLayout.National("8123456").Value, null, At, 0, 0)).Should().Throw<ArgumentNullException>();
    }

    private static string Mutated(string code, CodeLayout layout, Random random)
    {
        var text = code.ToCharArray();
        var characters = layout.Guard!.Alphabet.Characters;
        switch (random.Next(9))
        {
            case 0:
                return code;
            case 1:
                text[random.Next(text.Length)] = characters[random.Next(characters.Length)];
                break;
            case 2:
                text[random.Next(text.Length)] = (char)random.Next(0x10000);
                break;
            case 3:
                var i = random.Next(text.Length - 1);
                (text[i], text[i + 1]) = (text[i + 1], text[i]);
                break;
            case 4:
                return code[..random.Next(code.Length)];
            case 5:
                return code + characters[random.Next(characters.Length)];
            case 6:
                return code.ToLowerInvariant() + " ";
            case 7:
                return string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(0x10000)));
            default:
                for (var at = 0; at < text.Length; at++)
                    text[at] = characters[random.Next(characters.Length)];
                break;
        }
        return new(text);
    }

    private static UInt128 Value(ReadOnlySpan<char> digits)
    {
        var value = UInt128.Zero;
        foreach (var c in digits)
            value = (value * 10) + (uint)(c - '0');
        return value;
    }
}
