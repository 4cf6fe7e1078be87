namespace Yaosu.Tests.Kernel;

public sealed class CreditCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const string Sample = "91350100M000100Y43";

    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("91350211M000100Y46", "kernel.credit-code-check")]
    [InlineData("", "kernel.credit-code-missing")]
    [InlineData(null, "kernel.credit-code-missing")]
    [InlineData(" \u3000\t", "kernel.credit-code-missing")]
    [InlineData("91350100M000100Y4", "kernel.credit-code-length")]
    [InlineData("91350100M000100Y433", "kernel.credit-code-length")]
    [InlineData("9I350100M000100Y43", "kernel.credit-code-character")]
    [InlineData("9135O100M000100Y43", "kernel.credit-code-character")]
    [InlineData("91350100M000100Y4*", "kernel.credit-code-character")]
    [InlineData("91350100M000100Y4中", "kernel.credit-code-character")]
    [InlineData("9135010AM000100Y43", "kernel.credit-code-region")]
    [InlineData("91350100M000100Y44", "kernel.credit-code-check")]
    public void Each_mistake_has_its_own_sentence(string? typed, string? refusal = null) => CreditCode.Parse(typed).Refusal?.Code.Should().Be(refusal);

    [Theory]
    [InlineData("91350100m000100y43")]
    [InlineData("９１３５０１００Ｍ０００１００Ｙ４３")]
    [InlineData("９１３５０１００ｍ０００１００ｙ４３")]
    [InlineData(" 9135 0100 M000 100Y 43 ")]
    [InlineData("91350100\u3000M000100Y43\r\n")]
    [InlineData("\u200E91350100M000100Y43\uFEFF")]
    public void Ways_of_typing_it_do_not_matter(string typed) => CreditCode.Parse(typed).Value.Text.Should().Be(Sample);

    [Fact]
    public void A_code_knows_the_region_that_registered_it() => CreditCode.Parse(Sample).Value.Region.Should().Be("350100");

    [Fact]
    public void A_letter_that_looks_like_a_digit_is_named() =>
        CreditCode.Parse("9135O100M000100Y43").Refusal!.Text.Should().Contain("字母 O").And.Contain("核对");

    [Fact]
    public void Any_seventeen_characters_with_their_check_character_are_a_code_and_with_no_other()
    {
        var random = new Random(20261121);
        for (var run = 0; run < 500; run++)
        {
            var first = Seventeen(random);
            var check = CreditCode.CheckCharacter(first);
            Alphabet.Where(c => CreditCode.Parse(first + c).IsDone).Should().Equal([check!.Value], "of {0}", first);
        }
    }

    [Fact]
    public void Every_single_wrong_character_and_every_swap_of_neighbours_is_noticed()
    {
        var random = new Random(7);
        for (var run = 0; run < 100; run++)
        {
            var first = Seventeen(random);
            var code = first + CreditCode.CheckCharacter(first);
            for (var i = 0; i < code.Length; i++)
            {
                foreach (var c in Alphabet.Where(c => c != code[i]))
                    CreditCode.Parse(code[..i] + c + code[(i + 1)..]).IsDone.Should().BeFalse("{0} differs from {1} at {2}", c, code, i);
                if (i > 0 && code[i] != code[i - 1])
                    CreditCode.Parse(code[..(i - 1)] + code[i] + code[i - 1] + code[(i + 1)..]).IsDone.Should().BeFalse("{0} has {1} and its neighbour swapped", code, i);
            }
        }
    }

    [Fact]
    public void Nothing_typed_makes_it_throw()
    {
        var random = new Random(99);
        for (var run = 0; run < 2_000; run++)
        {
            var typed = new string([.. Enumerable.Range(0, random.Next(0, 40)).Select(_ => (char)random.Next(char.MaxValue + 1))]);
            CreditCode.Parse(typed).Refusal!.Text.Should().NotBeEmpty();
            MobileNumber.Parse(typed).Refusal!.Text.Should().NotBeEmpty();
        }
        CreditCode.Parse(new string('9', 10_000_000)).Refusal!.Code.Should().Be("kernel.credit-code-length");
    }

    [Fact]
    public void What_can_not_begin_a_code_has_no_check_character()
    {
        CreditCode.CheckCharacter("").Should().BeNull();
        CreditCode.CheckCharacter("91350100M000100YI").Should().BeNull();
    }

    private static string Seventeen(Random random)
    {
        var text = random.GetItems<char>(Alphabet, CreditCode.Length - 1);
        random.GetItems<char>("0123456789", 6).CopyTo(text, 2);
        return new string(text);
    }
}
