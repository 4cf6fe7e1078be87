using Microsoft.AspNetCore.Components;
using Yaosu.Help;
using Yaosu.Platform.Api;
using Yaosu.Server;

namespace Yaosu.Tests.Help;

public sealed class HelpTests
{
    private static readonly Actor Operator = new() { Kind = ActorKind.Person, OrgId = 1, UserId = 1, Name = "运营", IsMain = true, IsOperator = true, IsHeadquarters = true };
    private static readonly Actor Somebody = new() { Kind = ActorKind.Person, OrgId = 2, UserId = 2, Name = "员工" };

    private readonly HelpArticles _articles = new(ProductModules.All);

    [Fact]
    public void Every_article_can_be_read_and_has_an_address_of_its_own()
    {
        var all = _articles.Of(Operator);
        all.Should().HaveCountGreaterThan(8);
        all.Select(article => article.Name).Should().OnlyHaveUniqueItems();
        all.Select(article => article.Title).Should().OnlyHaveUniqueItems();
        all.Should().OnlyContain(article => article.Text.Blocks.Count > 2 && article.Section.Length > 0);
    }

    [Fact]
    public void Every_link_leads_to_a_page_that_is_there()
    {
        var pages = ProductModules.PageAssemblies.SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), false)).Cast<RouteAttribute>().Select(route => route.Template).ToHashSet();
        var there = pages.Concat(_articles.Of(Operator).Select(article => HelpUrls.Article(article.Name))).Append(ApiDocument.Url).ToHashSet();

        var links = _articles.Of(Operator).SelectMany(article => article.Text.Links.Select(link => (article.Name, link))).ToList();

        links.Should().HaveCountGreaterThan(15);
        links.Where(x => !there.Contains(x.link)).Should().BeEmpty();
    }

    [Fact]
    public void Every_page_in_the_menu_is_explained_somewhere()
    {
        var linked = _articles.Of(Operator).SelectMany(article => article.Text.Links).ToHashSet();
        ProductModules.All.MenuOf(Operator).Select(entry => entry.Url).Except(["/", HelpUrls.Help]).Except(linked).Should().BeEmpty();
    }

    [Theory]
    [InlineData("子账号", "people")]
    [InlineData("忘记密码", "sign-in")]
    [InlineData("bumen", "people")]
    [InlineData("appkey", "api")]
    [InlineData("高级版 续期", "packages")]
    public void A_question_finds_its_article_first(string question, string name) => _articles.Search(Somebody, question)[0].Article.Name.Should().Be(name);

    [Fact]
    public void All_words_must_be_there_and_the_place_is_shown()
    {
        _articles.Search(Somebody, "导出 没有这种东西").Should().BeEmpty();
        _articles.Search(Somebody, " ").Should().BeEmpty();
        var hit = _articles.Search(Somebody, "恢复码")[0];
        hit.Found.Should().Be("恢复码");
        (hit.Before + hit.Found + hit.After).Should().Contain("每个只能用一次");
    }

    [Fact]
    public void What_is_for_operators_is_for_nobody_else()
    {
        _articles.Find(Operator, "joining").Should().NotBeNull();
        _articles.Find(Somebody, "joining").Should().BeNull();
        _articles.Search(Somebody, "审核入驻").Should().BeEmpty();
    }

    [Fact]
    public void The_text_is_read_in_blocks_and_pieces()
    {
        var text = HelpText.Read(["一段 **重** 和 `g`，见[那里](/orgs/people)。", "", "## 标题", "- 一", "- 二", "1. 先", "2. 后", "> 注意", "[外](https://example.com) <b>不是标记</b>"]);

        text.Blocks.Select(block => (block.Kind, block.Lines.Count)).Should().Equal(
            (HelpBlockKind.Paragraph, 1), (HelpBlockKind.Heading, 1), (HelpBlockKind.Bullets, 2), (HelpBlockKind.Steps, 2), (HelpBlockKind.Note, 1), (HelpBlockKind.Paragraph, 1));
        text.Blocks[0].Lines[0].Should().Equal(new("一段 "), new("重", IsStrong: true), new HelpPiece(" 和 "), new("g", IsCode: true), new("，见"), new("那里", Url: "/orgs/people"), new("。"));
        text.Links.Should().Equal("/orgs/people");
        text.Plain.Should().Contain("<b>不是标记</b>");
    }

    [Fact]
    public void An_article_without_a_head_stops_the_start() =>
        FluentActions.Invoking(() => HelpArticle.Read("broken", "没有头")).Should().Throw<InvalidOperationException>().WithMessage("*broken*");
}
