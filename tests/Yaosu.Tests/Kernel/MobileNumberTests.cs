namespace Yaosu.Tests.Kernel;

public sealed class MobileNumberTests
{
    [Theory]
    [InlineData("13800000000")]
    [InlineData(" 138 0000 0000 ")]
    [InlineData("138-0000-0000")]
    [InlineData("+86 138 0000 0000")]
    [InlineData("+8613800000000")]
    [InlineData("(+86)13800000000")]
    [InlineData("0086-13800000000")]
    [InlineData("8613800000000")]
    [InlineData("１３８００００００００")]
    [InlineData("\u202D13800000000\u202C")]
    public void Ways_of_typing_it_do_not_matter(string typed) => MobileNumber.Parse(typed).Value.Digits.Should().Be("13800000000");

    [Theory]
    [InlineData(null, "kernel.mobile-missing")]
    [InlineData("  ", "kernel.mobile-missing")]
    [InlineData("12800000000", "kernel.mobile-wrong")]
    [InlineData("1380000000", "kernel.mobile-wrong")]
    [InlineData("138000000000", "kernel.mobile-wrong")]
    [InlineData("+85213800000000", "kernel.mobile-wrong")]
    [InlineData("1380000000a", "kernel.mobile-wrong")]
    [InlineData("1380000000٣", "kernel.mobile-wrong")]
    [InlineData("010-88888888", "kernel.mobile-wrong")]
    [InlineData("86138000000", "kernel.mobile-wrong")]
    public void What_is_no_mobile_number_is_refused(string? typed, string refusal) => MobileNumber.Parse(typed).Refusal!.Code.Should().Be(refusal);

    [Fact]
    public void It_prints_itself_masked()
    {
        var number = MobileNumber.Parse("+86 138 0000 1234").Value;
        number.Masked.Should().Be("138****1234");
        $"{number}".Should().Be("138****1234");
    }

    [Fact]
    public void Every_number_of_a_known_beginning_is_taken()
    {
        var random = new Random(3);
        for (var run = 0; run < 1_000; run++)
        {
            var digits = $"1{random.Next(3, 10)}{random.Next(1_000_000_000):D9}";
            MobileNumber.Parse(digits).Value.Digits.Should().Be(digits);
        }
    }
}
