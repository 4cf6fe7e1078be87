using Yaosu.Codes;
using Yaosu.Codes.Contracts;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Query;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

public sealed class CodeFinderTests(TestDatabase database) : CodesTest(database)
{
    [Fact]
    public async Task A_code_says_what_it_is_and_what_lies_around_it_however_it_is_typed()
    {
        var lines = await World.LinesAsync(Main, await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 3, 2, 10)));
        var (outer, middle, inner) = (lines[1], lines[3 + 2], lines[9 + 29]);
        var carton = (await World.LookUp.RunAsync(Main, middle[3])).Value;
        (carton.Code, carton.Level, carton.LevelName, carton.Serial, carton.RunningNumber).Should().Be((middle[2], 2, "中包装码", 3L, middle[0]));
        (carton.Merchant, carton.Package, carton.Parent, carton.Children).Should().Be(("云杉旗舰店", Merchant.Code + "P0001", outer[2], 10L));
        carton.FirstChildren.Should().Equal(lines.Skip(9 + 20).Take(10).Select(x => x[2]));

        var full = string.Concat(inner[2].Select(c => (char)(c - '0' + '０')));
        foreach (var typed in new[] { inner[2], full, $" {inner[2][..4]} {inner[2][4..12]}-{inner[2][12..]} ", inner[3], $"HTTPS://OTHER.EXAMPLE.COM/x?code={inner[2]}" })
            (await World.LookUp.RunAsync(Main, typed)).Value.Should().Match<CodeAnswer>(x => x.Serial == 30 && x.Parent == middle[2] && x.FirstChildren.Count == 0);
    }

    [Fact]
    public async Task Nobody_learns_anything_of_anothers_codes()
    {
        var lines = await World.LinesAsync(Main, await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 1)));
        var other = await World.MainAsync();
        (await World.LookUp.RunAsync(other, lines[0][2])).Refusal.Should().Be(CodesRefusals.CodeUnknown);
        (await World.LookUp.RunAsync(Main with { IsMain = false }, lines[0][2])).Refusal!.Code.Should().Be("access.denied");
    }

    [Fact]
    public async Task A_code_of_a_package_that_is_not_ready_is_nobodys_yet()
    {
        var id = (await World.Request.RunAsync(Main, CodesWorld.Digits(Merchant.Id, 2))).Value;
        using var stopped = new CancellationTokenSource();
        var interrupted = () => World.Make.RunAsync(Main, id, (_, _) => stopped.Cancel(), stopped.Token);
        await interrupted.Should().ThrowAsync<OperationCanceledException>();
        var code = await World.OneAsync(Main, id, 1, 0);
        (await World.LookUp.RunAsync(Main, code)).Refusal.Should().Be(CodesRefusals.CodeUnknown);
        (await new ScannedCodes(Database.Databases, World.Finder, World.OwnFinder).FindAsync(code)).Should().BeNull();

        (await World.Make.RunAsync(Main, id, (_, _) => { })).IsDone.Should().BeTrue();
        (await World.LookUp.RunAsync(Main, code)).Value.PackageId.Should().Be(id);
        (await new ScannedCodes(Database.Databases, World.Finder, World.OwnFinder).FindAsync(code)).Should().Be(new ScannedCode(code, Main.OrgId, id, 1, 0));
    }

    [Fact]
    public async Task Many_at_once_are_answered_one_by_one_and_in_order()
    {
        var lines = await World.LinesAsync(Main, await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 100, 2)));
        var typed = lines.Select(x => (string?)x[3]).Append("nothing").Append(null).ToList();
        for (var turn = 0; turn < 2; turn++)
        {
            var answers = (await World.LookUp.RunManyAsync(Main, typed)).Value;
            answers.Take(300).Select(x => x.Value.RunningNumber).Should().Equal(lines.Select(x => x[0]), "what is remembered after the first turn is the same");
            answers.Skip(300).Select(x => x.Refusal!.Code).Should().Equal("codes.code-not-found", "codes.not-a-code");
        }
        (await World.LookUp.RunManyAsync(Main, [.. Enumerable.Repeat("1", 501)])).Refusal!.Text.Should().Be("共 501 个码，一次最多查询 500 个，请分批查询。");
        (await World.LookUp.RunManyAsync(Main with { IsMain = false }, typed)).Refusal!.Code.Should().Be("access.denied");
    }

    [Fact]
    public async Task Whatever_is_not_a_code_leads_to_nothing_and_never_to_an_error()
    {
        foreach (var wanted in new[]
        {
            CodesWorld.Digits(Merchant.Id, 100, 3), CodesWorld.Digits(Merchant.Id, 100) with { Codes = new CodesWanted.Quick(CodeAlphabet.Mixed, 20) },
            CodesWorld.Digits(Merchant.Id, 100) with { Codes = new CodesWanted.Quick(CodeAlphabet.Letters, 16) },
        })
            await World.MadeAsync(Main, wanted);
        var random = new Random(20);
        for (var i = 0; i < 3000; i++)
        {
            var length = i % 3 == 0 ? 20 : random.Next(0, 40);
            var text = new string([.. Enumerable.Range(0, length).Select(_ => i % 2 == 0 ? (char)('0' + random.Next(10)) : (char)random.Next(1, 0xFFFF))]);
            (await World.LookUp.RunAsync(Main, text)).IsDone.Should().BeFalse();
        }
    }

    [Fact]
    public async Task The_number_under_a_code_leads_to_it()
    {
        var id = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 3, 2));
        foreach (var line in await World.LinesAsync(Main, id))
            (await World.LookUp.RunAsync(Main, $" {line[0].Replace('-', '－').ToUpperInvariant()} ")).Value.Code.Should().Be(line[2]);
        foreach (var wrong in new[] { $"{Merchant.Code}P0001-1-0000000", $"{Merchant.Code}P0001-1-9999999", $"{Merchant.Code}P0001-3-0000001", $"{Merchant.Code}P9999-1-0000001", $"{Merchant.Code}P0001-1-1" })
            (await World.LookUp.RunAsync(Main, wrong)).IsDone.Should().BeFalse(wrong);
        var other = await World.MainAsync();
        (await World.LookUp.RunAsync(other, $"{Merchant.Code}P0001-1-0000001")).IsDone.Should().BeFalse();
    }

    [Fact]
    public async Task A_wrong_character_anywhere_makes_it_no_code()
    {
        var lines = await World.LinesAsync(Main, await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 3)));
        var code = lines[1][2];
        for (var at = 0; at < code.Length; at++)
        {
            var wrong = code.ToCharArray();
            wrong[at] = (char)('0' + ((wrong[at] - '0' + 1) % 10));
            (await World.LookUp.RunAsync(Main, new(wrong))).Refusal.Should().Be(CodesRefusals.CodeUnknown);
        }
        (await World.LookUp.RunAsync(Main, code + "0")).IsDone.Should().BeFalse();
        (await World.LookUp.RunAsync(Main, null)).Refusal.Should().Be(CodesRefusals.NotACode);
    }
}
