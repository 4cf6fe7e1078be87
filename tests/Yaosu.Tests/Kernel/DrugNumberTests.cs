namespace Yaosu.Tests.Kernel;

public sealed class DrugNumberTests
{
    [Theory]
    [InlineData("国药准字H20050123", LicenceKind.Chemical, false)]
    [InlineData(" 国药准字 h2005 0123 ", LicenceKind.Chemical, false)]
    [InlineData("国药准字Ｚ２００５０１２３", LicenceKind.Traditional, false)]
    [InlineData("国药准字Z11020123", LicenceKind.Traditional, false)]
    [InlineData("国药准字S20050123", LicenceKind.Biological, false)]
    [InlineData("国药准字B20050123", LicenceKind.Tonic, false)]
    [InlineData("国药准字T20050123", LicenceKind.Diagnostic, false)]
    [InlineData("国药准字F20050123", LicenceKind.Excipient, false)]
    [InlineData("国药准字J20050123", LicenceKind.Repacked, true)]
    [InlineData("国药准字HJ20210012", LicenceKind.Chemical, true)]
    [InlineData("国药准字SC20210012", LicenceKind.Biological, true)]
    [InlineData("H20150123", LicenceKind.Chemical, true)]
    [InlineData("ZC20150012", LicenceKind.Traditional, true)]
    public void A_licence_number_says_what_the_drug_is_and_whether_it_comes_from_abroad(string typed, LicenceKind kind, bool imported)
    {
        var licence = LicenceNumber.Parse(typed).Value;
        (licence.Kind, licence.IsImported).Should().Be((kind, imported));
        LicenceNumber.Parse(licence.Text).Value.Should().Be(licence);
    }

    [Theory]
    [InlineData(null, "kernel.licence-missing")]
    [InlineData("  ", "kernel.licence-missing")]
    [InlineData("国药准字H2005012", "kernel.licence-shape")]
    [InlineData("国药准字H200501234", "kernel.licence-shape")]
    [InlineData("国药准字X20050123", "kernel.licence-shape")]
    [InlineData("国药准字BJ20210012", "kernel.licence-shape")]
    [InlineData("国药准字HJ00210012", "kernel.licence-shape")]
    [InlineData("国药准字", "kernel.licence-shape")]
    [InlineData("国药准字H٢٠٠٥٠١٢٣", "kernel.licence-shape")]
    [InlineData("豫食药监械20050123", "kernel.licence-beginning")]
    [InlineData("B20150123", "kernel.licence-beginning")]
    public void Each_mistake_in_a_licence_number_has_its_sentence(string? typed, string refusal) => LicenceNumber.Parse(typed).Refusal!.Code.Should().Be(refusal);

    [Theory]
    [InlineData("86904346000369")]
    [InlineData("86901110000020")]
    [InlineData("8690 4346 0003 69")]
    [InlineData("８６９０４３４６０００３６９")]
    public void A_national_drug_code_with_its_check_digit_is_taken(string typed) => NationalDrugCode.Parse(typed).IsDone.Should().BeTrue();

    [Theory]
    [InlineData("86904346000368", "kernel.national-drug-code-check")]
    [InlineData("86904346003069", "kernel.national-drug-code-check")]
    [InlineData("8690434600036", "kernel.national-drug-code-shape")]
    [InlineData("8690434600036A", "kernel.national-drug-code-shape")]
    [InlineData("69901234567892", "kernel.national-drug-code-beginning")]
    [InlineData(null, "kernel.national-drug-code-shape")]
    public void Each_mistake_in_a_national_drug_code_has_its_sentence(string? typed, string refusal) => NationalDrugCode.Parse(typed).Refusal!.Code.Should().Be(refusal);

    [Theory]
    [InlineData("6901234567892", null)]
    [InlineData("6901234567893", "kernel.barcode-check")]
    [InlineData("4006381333931", "kernel.barcode-shape")]
    [InlineData("690123456789", "kernel.barcode-shape")]
    public void A_barcode_of_a_chinese_maker_is_checked(string typed, string? refusal) => ProductBarcode.Parse(typed).Refusal?.Code.Should().Be(refusal);

    [Fact]
    public void Every_single_digit_that_is_wrong_is_found()
    {
        const string right = "86904346000369";
        for (var at = 3; at < right.Length; at++)
            for (var digit = '0'; digit <= '9'; digit++)
                NationalDrugCode.Parse(right[..at] + digit + right[(at + 1)..]).IsDone.Should().Be(digit == right[at]);
    }

    [Theory]
    [InlineData("8034567", "8034567")]
    [InlineData(" ８０３４５６７ ", "8034567")]
    [InlineData("803456", null)]
    [InlineData("80345678", null)]
    [InlineData("80A4567", null)]
    public void An_identification_is_seven_digits(string typed, string? digits) =>
        (DrugIdentification.Parse(typed).TryGet(out var code) ? code.Digits : null).Should().Be(digits);

    [Theory]
    [InlineData("厄贝沙坦片", "EBSTP")]
    [InlineData("缬沙坦胶囊", "XSTJN")]
    [InlineData("重组人胰岛素注射液", "CZRYDSZSY")]
    [InlineData("盐酸二甲双胍缓释片", "YSEJSGHSP")]
    [InlineData("维生素B12注射液（0.5mg）", "WSSB12ZSY05MG")]
    [InlineData("阿莫西林 Capsules", "AMXLCAPSULES")]
    [InlineData("", "")]
    [InlineData("《》😀", "")]
    public void Names_have_the_initials_that_people_type(string name, string initials) => PinyinInitials.Of(name).Should().Be(initials);
}
