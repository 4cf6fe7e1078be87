using Yaosu.Orgs.Packages;

namespace Yaosu.Tests.Orgs.Packages;

public sealed class PackageTermsTests
{
    private static readonly DateOnly From = new(2026, 1, 1);
    private static readonly DateOnly Until = new(2026, 12, 31);

    [Theory]
    [InlineData("2025-12-31", PackageStanding.NotYet)]
    [InlineData("2026-01-01", PackageStanding.Open)]
    [InlineData("2026-12-31", PackageStanding.Open)]
    [InlineData("2027-01-01", PackageStanding.Frozen)]
    [InlineData("2027-01-30", PackageStanding.Frozen)]
    [InlineData("2027-01-31", PackageStanding.Closed)]
    public void A_package_is_open_to_its_last_day_then_read_only_for_thirty_days_then_closed(string today, PackageStanding standing) =>
        PackageTerms.On(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture), From, Until).Should().Be(standing);

    [Fact]
    public void Without_any_purchase_every_page_of_a_package_is_closed_and_named()
    {
        var pages = PackageTerms.PagesOn(From, PackagesAtStart.All, []);
        pages.Frozen.Should().BeEmpty();
        pages.Closed.Should().HaveCount(PackagesAtStart.All.Sum(x => x.Pages.Count)).And.Contain("flow.single-code", "全程追溯服务包");
    }

    [Fact]
    public void A_whole_package_opens_its_parts_and_nothing_else()
    {
        var pages = PackageTerms.PagesOn(From, PackagesAtStart.All, [(PackagesAtStart.Advanced, From, Until)]);
        pages.Closed.Keys.Should().NotContain(["inspections.app", "flow.single-code", "partners.uploads", "notices.publish"]).And.Contain(["scans.heat", "reports.data-centre", "stock.fast-link"]);
    }

    [Fact]
    public void A_part_bought_anew_is_open_while_the_rest_of_the_expired_whole_can_be_read()
    {
        var pages = PackageTerms.PagesOn(Until.AddDays(3), PackagesAtStart.All, [(PackagesAtStart.Advanced, From, Until), (PackagesAtStart.Tracing, Until.AddDays(1), Until.AddYears(1))]);
        pages.Frozen.Should().Contain("inspections.app", "移动稽查服务包").And.NotContainKey("flow.single-code");
        pages.Closed.Keys.Should().NotContain("flow.single-code");
    }

    [Fact]
    public void A_page_of_two_packages_is_open_as_soon_as_one_of_them_is()
    {
        ServicePackage[] shelf = [Of(1, "甲", "stock.x 页"), Of(2, "乙", "stock.x 页")];
        PackageTerms.PagesOn(From, shelf, [(2, From, Until)]).Should().BeEquivalentTo(PageAccess.Everything);
        PackageTerms.PagesOn(Until.AddDays(1), shelf, [(2, From, Until)]).Frozen.Should().Contain("stock.x", "乙");
    }

    /// <summary>000-017…024.</summary>
    [Fact]
    public void What_is_sold_from_the_beginning_stands_as_agreed()
    {
        PackagesAtStart.All.Where(x => x.PartOfId == PackagesAtStart.Advanced).Select(x => x.Name).Should().Equal("移动稽查服务包", "全程追溯服务包", "授权管理服务包", "企业告示管理服务包");
        PackagesAtStart.All.Single(x => x.Id == PackagesAtStart.DataCentre).Sale.Should().Be(PackageSale.OnlyTogether);
        PackagesAtStart.All.Single(x => x.Id == PackagesAtStart.Consumers).Should().Match<ServicePackage>(x => x.Sale == PackageSale.OnlyWhole && x.Pages.Count == 11);
        PackagesAtStart.All.Should().OnlyContain(x => x.PagesRead.Count() == x.Pages.Count, "every line reads as a page");
    }

    private static ServicePackage Of(long id, string name, params List<string> pages) => new() { Id = id, Name = name, About = "", Sale = PackageSale.Alone, Pages = pages };
}
