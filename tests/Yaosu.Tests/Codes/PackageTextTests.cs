using System.Text;
using Yaosu.Codes;
using Yaosu.Codes.Packages;

namespace Yaosu.Tests.Codes;

/// <summary>The lines of a package against the same ones put together one by one.</summary>
public sealed class PackageTextTests : IDisposable
{
    private static readonly DateTime At = new(2026, 11, 21, 4, 0, 0, DateTimeKind.Utc);
    private static readonly CodeLayout Digits = CodeLayout.Quick(CodeAlphabet.Digits, 20).Value;
    private static readonly CodeLayout Mixed = CodeLayout.Quick(CodeAlphabet.Mixed, 13).Value;
    private static readonly CodeLayout Counted =
        CodeLayout.Create(30, [new CodeSegment.FixedText("前缀", "86"), new CodeSegment.Guard("防伪", CodeAlphabet.Digits, 20), new CodeSegment.Counter("流水", 100, 99_999_999, 8)]).Value;

    private readonly CodeKey _key = CodeKey.New();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Each_line_is_its_codes_wherever_reading_begins_and_however_much_is_read_at_once(bool linked, bool numbered)
    {
        // Seven in each middle one, three of those in each outer one: batches end within packages, and lines of every level have another length.
        var (package, levels) = (Package(linked, numbered), new (CodeLayout Layout, long Count)[] { (Digits, 2_331), (Counted, 333), (Mixed, 111) });
        await using var text = new PackageTextStream(new(package, levels.Select((x, i) => (Level(i + 1, x.Count), Writer(x.Layout, i)))));
        var expected = Encoding.UTF8.Preamble.ToArray().Concat(Encoding.UTF8.GetBytes(Plain(package, levels))).ToArray();
        text.Length.Should().Be(expected.Length);

        var random = new Random(5);
        foreach (var most in (int[])[1, 50, 1_000, 5_000, 81_920, 2 * expected.Length])
        {
            var (read, place) = (new List<byte>(), new byte[most]);
            text.Position = 0;
            while (read.Count < expected.Length && text.Read(place.AsSpan(0, most < 50 ? most : random.Next(most / 2, most + 1))) is > 0 and var many)
                read.AddRange(place.AsSpan(0, many));
            read.ToArray().AsSpan().SequenceEqual(expected).Should().BeTrue("it was read by at most {0} bytes", most);
        }
        for (var i = 0; i < 300; i++)
        {
            var from = random.Next(expected.Length);
            var place = new byte[random.Next(1, i % 3 == 0 ? 40_000 : 300)];
            text.Position = from;
            var many = text.Read(place);
            many.Should().Be(Math.Min(place.Length, expected.Length - from));
            place.AsSpan(0, many).SequenceEqual(expected.AsSpan(from, many)).Should().BeTrue("{0} bytes were read from {1}", many, from);
        }
        text.Position = expected.Length;
        text.Read(new byte[10]).Should().Be(0);
    }

    [Theory]
    [InlineData("0000009", "0000010")]
    [InlineData("0000000", "0000001")]
    [InlineData("0999999", "1000000")]
    [InlineData("9999999", "0000000")]
    public void A_running_number_counts_up_as_people_write_it(string number, string next)
    {
        var digits = Encoding.ASCII.GetBytes(number);
        RunningNumber.CountUp(digits);
        Encoding.ASCII.GetString(digits).Should().Be(next);
    }

    private string Plain(CodePackage package, (CodeLayout Layout, long Count)[] levels)
    {
        var text = new StringBuilder(package.Numbered ? "流水码,级别,码,网址" : "级别,码,网址").Append(package.Linked ? ",上级码\r\n" : "\r\n");
        var above = new List<string>();
        for (var i = levels.Length - 1; i >= 0; i--)
        {
            using var writer = Writer(levels[i].Layout, i);
            var (codes, code) = (new List<string>(), new char[writer.Length]);
            for (var serial = 0; serial < levels[i].Count; serial++)
            {
                writer.Write(serial, code);
                codes.Add(new(code));
                if (package.Numbered)
                    text.Append(RunningNumber.Of(package.Number, i + 1, serial, levels[i].Count)).Append(',');
                text.Append(LevelNames.Of(package.Kind, i + 1)).Append(',').Append(code).Append(',').Append(package.Address).Append(code);
                if (package.Linked)
                    text.Append(',').Append(above.Count == 0 ? "" : above[(int)(serial / (levels[i].Count / above.Count))]);
                text.Append("\r\n");
            }
            above = codes;
        }
        return text.ToString();
    }

    private CodeWriter Writer(CodeLayout layout, int level) => new(layout, _key, At, 1_000_000 * (level + 1), 100);

    private static PackageLevel Level(int level, long count) => new() { PackageId = 1, Level = level, LayoutJson = "", RuleId = null, Count = count };

    private static CodePackage Package(bool linked, bool numbered) => new()
    {
        Number = "YS34T6P0001",
        MerchantId = 1,
        GoodsId = null,
        Mode = PackageMode.Custom,
        Kind = PackageKind.ThreeLevels,
        Inside = "3:7",
        Linked = linked,
        Numbered = numbered,
        Total = 2_775,
        RuleText = "",
        Address = "https://m.example.com/c/YS34T6/",
        GeneratedAt = At,
        CreatedById = 0,
        CreatedByName = "",
    };
}
