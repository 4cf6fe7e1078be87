using Yaosu.Orgs;
using Yaosu.Orgs.SignIn;

namespace Yaosu.Tests.Orgs.SignIn;

/// <summary>T-07.</summary>
public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("一二三四五六七八")]
    [InlineData("🐼🐼🐯🐼🐼🦁🐼🐼🐼")]
    [InlineData("kTz9#mQ2vX")]
    [InlineData("只有小写字母也可以的长句子")]
    public void A_long_password_of_any_characters_is_taken(string password) => PasswordRules.Check(password, "zhangsan").Should().BeNull();

    [Theory]
    [InlineData("短密码", "orgs.password-too-short")]
    [InlineData("1234567", "orgs.password-too-short")]
    [InlineData("12345678", "orgs.password-too-common")]
    [InlineData("20261121", "orgs.password-too-common")]
    [InlineData("password1", "orgs.password-too-common")]
    [InlineData("Admin@123", "orgs.password-too-common")]
    [InlineData("qwertyui123", null)]
    [InlineData("aaaaaaaa", "orgs.password-too-common")]
    [InlineData("abcdefgh", "orgs.password-too-common")]
    [InlineData("zhangsan1", "orgs.password-too-common")]
    public void A_short_or_guessable_one_is_refused(string password, string? code) => PasswordRules.Check(password, "zhangsan")?.Code.Should().Be(code);

    [Fact]
    public void More_than_128_characters_are_refused() => PasswordRules.Check(new string('长', 100) + "abcd efgh ijkl mnop qrst uvwx yz", "x").Should().Be(OrgsRefusals.PasswordTooLong);

    [Fact]
    public void A_hash_checks_its_own_password_and_no_other()
    {
        var hash = Passwords.Hash("一个足够长的密码");
        Passwords.Check("一个足够长的密码", hash).Should().BeTrue();
        Passwords.Check("一个足够长的密玛", hash).Should().BeFalse();
        Passwords.Check("一个足够长的密码", null).Should().BeFalse();
        Passwords.Hash("一个足够长的密码").Should().NotBe(hash, "each hash has its own salt");
    }

    [Fact]
    public void Composed_and_decomposed_letters_are_the_same_password() => Passwords.Check("cafe\u0301-cafe", Passwords.Hash("café-cafe")).Should().BeTrue();

    [Fact]
    public void Random_passwords_differ_and_pass_the_rules()
    {
        var made = Enumerable.Range(0, 50).Select(_ => Passwords.Random()).ToList();
        made.Should().OnlyHaveUniqueItems().And.OnlyContain(password => PasswordRules.Check(password, "admin") == null);
    }
}
