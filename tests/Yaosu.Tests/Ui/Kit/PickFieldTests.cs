using System.Globalization;
using System.Linq.Expressions;
using Bunit;
using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Tests.Ui.Kit;

public sealed class PickFieldTests : KitContext
{
    private const int Most = 3;

    private static readonly IReadOnlyList<PickChoice> All = [.. Enumerable.Range(1, 9).Select(i => new PickChoice(i, $"示例{i}"))];

    private readonly Form _form = new();
    private readonly List<string?> _asked = [];

    [Fact]
    public void The_first_are_listed_and_the_others_found_by_typing()
    {
        var field = Show();
        Options(field).Should().Equal("不选择", "示例1", "示例2", "示例3");
        field.Find("[role=status]").TextContent.Should().Contain("前 3 个");

        var search = field.Find("input");
        search.GetAttribute("form").Should().NotBeNullOrEmpty("Enter in it must not save");
        search.Input("示例7");
        Time.Advance(TimeSpan.FromSeconds(1));
        field.WaitForAssertion(() => Options(field).Should().Equal("不选择", "示例7"));
        field.Find("[role=status]").TextContent.Should().Contain("找到 1 个");
        field.Find("select").Change("7");
        _form.Drug.Should().Be(All[6]);
    }

    [Fact]
    public void What_is_chosen_stays_in_the_list_and_can_be_taken_back()
    {
        _form.Drug = All[8];
        var field = Show();
        Options(field).Should().Equal("不选择", "示例9", "示例1", "示例2", "示例3");
        field.Find("select").GetAttribute("value").Should().Be("9");
        field.Find("select").Change("");
        _form.Drug.Should().BeNull();
    }

    [Fact]
    public void What_was_never_offered_is_not_chosen()
    {
        var field = Show();
        field.Find("select").Change("8");
        _form.Drug.Should().BeNull();
    }

    [Fact]
    public void A_refusal_stands_where_the_count_would()
    {
        var field = Show(_ => Outcome<IReadOnlyList<PickChoice>>.Refused([new("x.no", "您没有权限。")]));
        field.Find("[role=status]").TextContent.Should().Be("您没有权限。");
        Options(field).Should().Equal("不选择");
    }

    [Fact]
    public void What_can_not_be_changed_is_shown_and_nothing_is_looked_for()
    {
        _form.Drug = All[8];
        var field = Show(disabled: true);
        field.FindAll("input").Should().BeEmpty();
        field.Find("select").HasAttribute("disabled").Should().BeTrue();
        Options(field).Should().Contain("示例9");
        _asked.Should().BeEmpty();
    }

    private static IEnumerable<string> Options(IRenderedComponent<PickField> field) => field.FindAll("option").Select(x => x.TextContent);

    private IRenderedComponent<PickField> Show(Func<string?, Outcome<IReadOnlyList<PickChoice>>>? find = null, bool disabled = false) =>
        Render<PickField>(field => field
            .Add(f => f.Value, _form.Drug)
            .Add(f => f.ValueExpression, (Expression<Func<PickChoice?>>)(() => _form.Drug))
            .Add(f => f.ValueChanged, EventCallback.Factory.Create<PickChoice?>(this, value => _form.Drug = value))
            .Add(f => f.Most, Most)
            .Add(f => f.Disabled, disabled)
            .Add(f => f.Find, text =>
            {
                _asked.Add(text);
                return Task.FromResult(find?.Invoke(text) ?? Found(text));
            }));

    private static Outcome<IReadOnlyList<PickChoice>> Found(string? text) =>
        All.Where(x => x.Text.Contains(text ?? "", StringComparison.Ordinal) || x.Id.ToString(CultureInfo.InvariantCulture) == text).Take(Most).ToList();

    private sealed class Form
    {
        [Label("关联药品")]
        public PickChoice? Drug { get; set; }
    }
}
