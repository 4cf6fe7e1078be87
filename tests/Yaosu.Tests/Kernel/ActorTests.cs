namespace Yaosu.Tests.Kernel;

public sealed class ActorTests
{
    private static readonly Permission Look = new("flow.codes.view", "查看单码流向", "查看。") { OnlyReads = true };
    private static readonly Permission Change = new("flow.codes.edit", "标记单码", "标记。");
    private static readonly Permission Review = new("orgs.applications.review", "审核入驻", "审核。") { ForOperators = true };

    [Fact]
    public void The_main_account_may_do_everything_of_its_enterprise_and_nothing_of_the_operators()
    {
        var main = MainAccount();
        main.Lacks(Change).Should().BeNull();
        main.Lacks(Review)!.Code.Should().Be("access.denied");
        (main with { IsOperator = true }).Lacks(Review).Should().BeNull();
    }

    [Fact]
    public void A_page_of_a_package_that_was_not_bought_is_closed_even_to_the_main_account()
    {
        var main = MainAccount() with { ClosedPages = new Dictionary<string, string> { ["flow.codes"] = "全程追溯服务包" } };
        main.Lacks(Look)!.Text.Should().Contain("全程追溯服务包");
        main.Lacks(Change)!.Code.Should().Be("access.not-in-package");
    }

    [Fact]
    public void A_page_of_a_package_that_ran_out_can_only_be_read()
    {
        var main = MainAccount() with { FrozenPages = new Dictionary<string, string> { ["flow.codes"] = "全程追溯服务包" } };
        main.Lacks(Look).Should().BeNull();
        main.Lacks(Change)!.Code.Should().Be("access.package-expired");
    }

    [Fact]
    public void Whoever_views_as_a_role_only_looks()
    {
        var viewing = MainAccount() with { IsMain = false, Permissions = new HashSet<string> { Look.Code, Change.Code }, ViewingAs = "市场" };
        viewing.Lacks(Look).Should().BeNull();
        viewing.Lacks(Change).Should().Be(Actor.OnlyViewing);
    }

    [Fact]
    public void Who_must_change_his_password_may_do_nothing_else() => (MainAccount() with { MustChangePassword = true }).Lacks(Look)!.Code.Should().Be("access.denied");

    [Fact]
    public void Rights_and_scopes_are_part_of_who_somebody_is()
    {
        var one = MainAccount();
        (one with { Departments = new HashSet<long> { 1 } }).Should().NotBe(one);
        (one with { ViewingAs = "市场" }).Should().NotBe(one);
        (one with { FrozenPages = new Dictionary<string, string> { ["a.b"] = "c" } }).Should().NotBe(one);
        (one with { Address = "192.0.2.1" }).Should().Be(one);
    }

    private static Actor MainAccount() => new() { Kind = ActorKind.Person, OrgId = 1, UserId = 2, Name = "主账号", IsMain = true };
}
