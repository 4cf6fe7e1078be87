using System.Text;
using Yaosu.Platform.Security;

namespace Yaosu.Tests.Platform.Security;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");
    private static readonly DateTime Now = new(2026, 1, 5, 2, 0, 10, DateTimeKind.Utc);

    [Theory]
    [InlineData(59L, "94287082")]
    [InlineData(1111111109L, "07081804")]
    [InlineData(1111111111L, "14050471")]
    [InlineData(1234567890L, "89005924")]
    [InlineData(2000000000L, "69279037")]
    [InlineData(20000000000L, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Totp.Code(Secret, Totp.StepOf(DateTime.UnixEpoch.AddSeconds(seconds)), digits: 8).Should().Be(code);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_one_step_off(int off, bool accepted)
    {
        var step = Totp.StepOf(Now) + off;
        Totp.Check(Secret, Totp.Code(Secret, step), Now, lastStep: null).Should().Be(accepted ? step : null);
    }

    [Fact]
    public void A_code_is_good_once_and_so_is_everything_before_it()
    {
        var step = Totp.StepOf(Now);
        var used = Totp.Check(Secret, Totp.Code(Secret, step), Now, null);
        Totp.Check(Secret, Totp.Code(Secret, step), Now, used).Should().BeNull();
        Totp.Check(Secret, Totp.Code(Secret, step - 1), Now, used).Should().BeNull();
        Totp.Check(Secret, Totp.Code(Secret, step + 1), Now, used).Should().Be(step + 1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("abcdef")]
    [InlineData("-12345")]
    public void What_is_no_code_is_refused(string? typed) => Totp.Check(Secret, typed, Now, null).Should().BeNull();

    [Fact]
    public void Blanks_and_full_width_digits_are_forgiven()
    {
        var code = Totp.Code(Secret, Totp.StepOf(Now));
        Totp.Check(Secret, $" {code[..3]} {code[3..]} ", Now, null).Should().NotBeNull();
        Totp.Check(Secret, new string([.. code.Select(c => (char)(c - '0' + '０'))]), Now, null).Should().NotBeNull();
    }

    [Fact]
    public void A_wrong_secret_or_code_is_refused()
    {
        var code = Totp.Code(Secret, Totp.StepOf(Now));
        Totp.Check(Totp.NewSecret(), code, Now, null).Should().BeNull();
        Totp.Check(Secret, code[..5] + (char)('0' + ((code[5] - '0' + 5) % 10)), Now, null).Should().BeNull();
    }

    [Fact]
    public void Apps_get_the_secret_as_text_and_as_an_address()
    {
        Totp.Text(Secret).Should().Be("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        Totp.Uri("药溯", "a:b c", Secret).Should().Be("otpauth://totp/%E8%8D%AF%E6%BA%AF:ab%20c?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E8%8D%AF%E6%BA%AF&algorithm=SHA1&digits=6&period=30");
        Totp.Text([0xFF]).Should().Be("74");
        Totp.NewSecret().Should().HaveCount(20).And.NotEqual(Totp.NewSecret());
    }
}

public sealed class RecoveryCodesTests
{
    [Fact]
    public void Ten_codes_are_made_and_none_of_them_is_kept()
    {
        var (codes, stored) = RecoveryCodes.Generate();
        codes.Should().HaveCount(10).And.OnlyHaveUniqueItems().And.OnlyContain(code => code.Length == 14 && code[4] == '-' && code[9] == '-');
        RecoveryCodes.Left(stored).Should().Be(10);
        codes.Should().NotContain(code => stored.Contains(code.Replace("-", "")));
    }

    [Fact]
    public void Each_code_opens_once_in_any_order_however_it_is_typed()
    {
        var (codes, stored) = RecoveryCodes.Generate();
        var left = RecoveryCodes.TryUse(stored, codes[7])!;
        RecoveryCodes.TryUse(left, codes[7]).Should().BeNull();
        left = RecoveryCodes.TryUse(left, $" {codes[0].ToUpperInvariant().Replace('-', ' ')} ")!;
        left = RecoveryCodes.TryUse(left, codes[3].Replace("-", ""))!;
        RecoveryCodes.Left(left).Should().Be(7);
        foreach (var code in codes.Where((_, i) => i is not (0 or 3 or 7)))
            left = RecoveryCodes.TryUse(left, code)!;
        RecoveryCodes.Left(left).Should().Be(0);
        RecoveryCodes.TryUse(left, codes[1]).Should().BeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("aaaa-aaaa-aaaa")]
    [InlineData("一二三四")]
    public void Anything_else_opens_nothing(string? typed) => RecoveryCodes.TryUse(RecoveryCodes.Generate().Stored, typed).Should().BeNull();

    [Fact]
    public void Codes_of_another_person_open_nothing() => RecoveryCodes.TryUse(RecoveryCodes.Generate().Stored, RecoveryCodes.Generate().Codes[0]).Should().BeNull();
}
