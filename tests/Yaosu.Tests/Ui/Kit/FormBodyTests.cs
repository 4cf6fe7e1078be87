using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Tests.Ui.Kit;

public sealed class FormBodyTests : KitContext
{
    private readonly FormProfile _profile = new();
    private readonly List<FormProfile> _saved = [];
    private Func<FormProfile, Task<Outcome>> _save = _ => Task.FromResult(Outcome.Done);
    private Func<Task<FormProfile>>? _reload;
    private Func<FormProfile, Task<Outcome>>? _keep;
    private IRenderedComponent<KitHosts> _hosts = default!;

    private IRenderedComponent<FormPage<FormProfile>> Open()
    {
        _hosts = Render<KitHosts>();
        return Render<FormPage<FormProfile>>(page => page
            .Add(p => p.Title, "我的资料").Add(p => p.Model, _profile).Add(p => p.Reload, _reload).Add(p => p.Autosave, _keep)
            .Add(p => p.Submit, model =>
            {
                _saved.Add(new FormProfile { Version = model.Version, Name = model.Name, Phone = model.Phone, Kind = model.Kind, Deposit = model.Deposit, Remind = model.Remind });
                return _save(model);
            })
            .Add(p => p.ChildContent, Fields));
    }

    private static RenderFragment Fields(FormProfile model) => builder =>
    {
        builder.OpenComponent<FormProfileFields>(0);
        builder.AddComponentParameter(1, nameof(FormProfileFields.Model), model);
        builder.CloseComponent();
    };

    private static IElement Input(IRenderedComponent<FormPage<FormProfile>> page, string name) => page.Find($"[name={name}]");

    private static string? ErrorOf(IRenderedComponent<FormPage<FormProfile>> page, string name) =>
        Input(page, name).GetAttribute("aria-describedby")?.Split(' ').Select(id => page.Find("#" + id)).FirstOrDefault(e => e.Id!.EndsWith("-error", StringComparison.Ordinal))?.TextContent;

    [Fact]
    public void Labels_marks_and_limits_follow_from_the_model()
    {
        var page = Open();
        var name = Input(page, "Name");
        page.Find($"label[for={name.Id}]").TextContent.Should().Be("姓名*");
        name.GetAttribute("aria-required").Should().Be("true");
        Input(page, "Phone").HasAttribute("aria-required").Should().BeFalse();
        Input(page, "Deposit").GetAttribute("value").Should().Be("123.45");
        Input(page, "Kind").QuerySelectorAll("option").Select(option => option.TextContent).Should().Equal("请选择", "生产企业", "批发企业");
    }

    [Fact]
    public void A_draft_is_kept_a_moment_after_the_last_change_even_with_mistakes_and_a_refused_one_is_said()
    {
        var kept = new List<string?>();
        Outcome answer = Outcome.Done;
        _keep = model =>
        {
            kept.Add(model.Phone);
            return Task.FromResult(answer);
        };
        var page = Open();
        Input(page, "Phone").Change("12");
        Time.Advance(TimeSpan.FromSeconds(1));
        Input(page, "Phone").Change("123");
        Time.Advance(TimeSpan.FromSeconds(1));
        kept.Should().BeEmpty("somebody still types");
        Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => page.Find(".draft").TextContent.Should().StartWith("草稿已保存"));
        kept.Should().Equal("123");
        ErrorOf(page, "Phone").Should().NotBeNull("the mistake stays in sight");
        Time.Advance(TimeSpan.FromMinutes(1));
        kept.Should().HaveCount(1, "nothing changed since");

        answer = new Refusal("demo.changed", "刚刚在别处被修改过。");
        Input(page, "Phone").Change("1234");
        Time.Advance(TimeSpan.FromSeconds(2));
        page.WaitForAssertion(() => page.Find(".draft").TextContent.Should().Be("草稿没有保存：刚刚在别处被修改过。"));
        Time.Advance(TimeSpan.FromMinutes(1));
        kept.Should().HaveCount(2, "it is not asked again and again");
    }

    [Fact]
    public void A_draft_that_fails_loses_nothing_and_a_save_waits_for_one_on_its_way()
    {
        _keep = _ => throw new InvalidOperationException("the database is away");
        var page = Open();
        Input(page, "Name").Change("王芳");
        Time.Advance(TimeSpan.FromSeconds(2));
        page.WaitForAssertion(() => page.Find(".draft").TextContent.Should().StartWith("草稿没有保存：网络或数据库"));

        var kept = new TaskCompletionSource<Outcome>();
        _keep = _ => kept.Task;
        page.Render(again => again.Add(p => p.Autosave, _keep));
        Input(page, "Name").Change("王小芳");
        Time.Advance(TimeSpan.FromSeconds(2));
        page.Find("form").Submit();
        _saved.Should().BeEmpty("the draft is still on its way");
        kept.SetResult(Outcome.Done);
        page.WaitForAssertion(() => _saved.Should().ContainSingle());
    }

    [Fact]
    public void A_mistake_is_told_beside_its_field_as_soon_as_the_field_is_left()
    {
        var page = Open();
        Input(page, "Phone").Change("12");
        ErrorOf(page, "Phone").Should().Be("手机号应为 11 位数字，以 1 开头。");
        Input(page, "Phone").GetAttribute("aria-invalid").Should().Be("true");
        page.FindAll(".summary").Should().BeEmpty("nobody has tried to save yet");

        Input(page, "Phone").Change("13911112222");
        ErrorOf(page, "Phone").Should().BeNull();
        Input(page, "Phone").HasAttribute("aria-invalid").Should().BeFalse();
    }

    [Fact]
    public void Saving_with_mistakes_lists_them_asks_nobody_and_focuses_the_first()
    {
        var page = Open();
        var form = JSInterop.SetupModule("./_content/Yaosu.Platform/js/kit-form.js");
        form.Mode = JSRuntimeMode.Loose;
        Input(page, "Name").Change("  ");
        Input(page, "Deposit").Change("许多");
        page.Find("form").Submit();

        page.FindAll("[role=alert] li").Select(li => li.TextContent.Trim()).Should().BeEquivalentTo("请填写姓名。", "保证金应为数字，例如 12.00。");
        _saved.Should().BeEmpty();
        form.VerifyInvoke("focusFirstError").Arguments.Should().Equal(page.Find("form").Id);

        page.FindAll("[role=alert] a").Single(link => link.TextContent == "请填写姓名。").Click();
        form.VerifyInvoke("focus").Arguments.Should().Equal(Input(page, "Name").Id);
    }

    [Fact]
    public void What_the_use_case_refuses_stands_beside_its_field_and_the_rest_on_top()
    {
        _save = _ => Task.FromResult(Outcome.Refused([new("x.taken", "这个姓名已被使用。", "Name"), new("x.closed", "现在不能修改，请明天再试。"), new("x.hidden", "版本不对。", "Version")]));
        var page = Open();
        page.Find("form").Submit();

        ErrorOf(page, "Name").Should().Be("这个姓名已被使用。");
        page.FindAll("[role=alert] li").Should().HaveCount(3);
        page.FindAll("[role=alert] li a").Should().HaveCount(1, "only what is on the form can be gone to");
        Input(page, "Name").Change("李强");
        ErrorOf(page, "Name").Should().BeNull();
    }

    [Fact]
    public void A_save_in_progress_disables_the_button_and_a_second_one_does_nothing()
    {
        var slow = new TaskCompletionSource<Outcome>();
        _save = _ => slow.Task;
        var page = Open();
        page.Find("form").Submit();

        page.Find("button[type=submit]").HasAttribute("disabled").Should().BeTrue();
        page.Find("button[type=submit]").TextContent.Trim().Should().Be("正在保存…");
        Input(page, "Name").HasAttribute("disabled").Should().BeTrue();
        page.Find("form").Submit();
        _saved.Should().ContainSingle();

        slow.SetResult(Outcome.Done);
        page.WaitForAssertion(() => page.Find("button[type=submit]").HasAttribute("disabled").Should().BeFalse());
        _hosts.WaitForAssertion(() => _hosts.Find("[role=status] .toast").TextContent.Should().Contain("已保存。"));
    }

    [Fact]
    public void Full_width_digits_and_commas_are_read_as_people_meant_them()
    {
        var page = Open();
        Input(page, "Deposit").Change("１，２３４.5");
        page.Find("form").Submit();
        _saved.Single().Deposit.Should().Be(123450);
        Input(page, "Deposit").GetAttribute("value").Should().Be("1234.50");
    }

    [Theory]
    [InlineData("1.234", "保证金最多 2 位小数。")]
    [InlineData("-1", "保证金应在 0.00 到 9999999999.99 之间。")]
    [InlineData("99999999999999999999999999999999", "保证金应为数字，例如 12.00。")]
    [InlineData("1e5", "保证金应为数字，例如 12.00。")]
    public void A_number_that_cant_be_taken_says_why_and_stays_as_typed(string typed, string sentence)
    {
        var page = Open();
        Input(page, "Deposit").Change(typed);
        ErrorOf(page, "Deposit").Should().Be(sentence);
        Input(page, "Deposit").GetAttribute("value").Should().Be(typed);
        _profile.Deposit.Should().BeNull("nothing may be computed with what stood there before");
    }

    [Fact]
    public void A_choice_that_was_never_offered_is_no_choice()
    {
        var page = Open();
        Input(page, "Kind").Change("99");
        _profile.Kind.Should().BeNull();
        Input(page, "Kind").Change("1");
        _profile.Kind.Should().Be(FormKind.Seller);
    }

    [Fact]
    public void Leaving_with_unsaved_work_asks_first_and_goes_on_only_when_told()
    {
        var page = Open();
        Input(page, "Name").Change("李强");

        Navigation.NavigateTo("elsewhere");
        Address.Should().Be("/");
        _hosts.Find("dialog h2").TextContent.Should().Be("离开并放弃修改？");
        _hosts.FindAll("dialog form button").Single(button => button.TextContent == "继续编辑").Click();
        _hosts.WaitForAssertion(() => _hosts.FindAll("dialog").Should().BeEmpty());
        Address.Should().Be("/");

        Navigation.NavigateTo("elsewhere");
        _hosts.Find("dialog form").Submit();
        _hosts.WaitForAssertion(() => Address.Should().Be("/elsewhere"));
    }

    [Fact]
    public void Without_changes_or_after_a_save_nobody_is_asked()
    {
        var page = Open();
        Navigation.NavigateTo("one");
        Address.Should().Be("/one");
        Input(page, "Name").Change("李强");
        page.Find("form").Submit();
        Navigation.NavigateTo("two");
        Address.Should().Be("/two");
        _hosts.FindAll("dialog").Should().BeEmpty();
    }

    [Fact]
    public void Overtaken_by_somebody_one_chooses_only_where_both_changed_and_keeps_everything_else()
    {
        _reload = () => Task.FromResult(new FormProfile { Version = 2, Name = "张敏", Phone = "13911112222", Deposit = 12345 });
        _save = model => Task.FromResult(model.Version == 1 ? new Refusal("x.profile.changed-meanwhile", "刚被修改。") : Outcome.Done);
        var page = Open();
        Input(page, "Name").Change("李强");
        Input(page, "Deposit").Change("5");
        Input(page, "Kind").Change("0");
        page.Find("form").Submit();

        _hosts.FindAll("dialog tbody tr").Should().ContainSingle();
        _hosts.FindAll("dialog tbody tr > *").Select(cell => cell.TextContent.Trim()).Should().Equal("姓名", "李强", "张敏");
        _hosts.FindAll("dialog input[type=radio]")[1].Change(true);
        _hosts.FindAll("dialog button").Single(button => button.TextContent == "按选择保存").Click();

        page.WaitForAssertion(() => _saved.Should().HaveCount(2));
        _saved[1].Should().BeEquivalentTo(new FormProfile { Version = 2, Name = "张敏", Phone = "13911112222", Deposit = 500, Kind = FormKind.Maker });
        _hosts.WaitForAssertion(() => _hosts.FindAll("dialog").Should().BeEmpty());
    }

    [Fact]
    public void Going_back_from_the_conflict_saves_nothing_and_keeps_my_text()
    {
        _reload = () => Task.FromResult(new FormProfile { Version = 2, Name = "张敏" });
        _save = _ => Task.FromResult<Outcome>(new Refusal("x.profile.changed-meanwhile", "刚被修改。"));
        var page = Open();
        Input(page, "Name").Change("李强");
        page.Find("form").Submit();
        _hosts.FindAll("dialog button").Single(button => button.TextContent == "返回编辑").Click();

        page.WaitForAssertion(() => page.Find("[role=alert] li").TextContent.Trim().Should().Be("刚被修改。"));
        _saved.Should().ContainSingle();
        Input(page, "Name").GetAttribute("value").Should().Be("李强");
    }

    [Fact]
    public void A_use_case_that_throws_leaves_the_form_usable()
    {
        _save = _ => throw new IOException("down");
        var page = Open();
        var submit = () => page.Find("form").Submit();
        submit.Should().Throw<IOException>();
        page.Find("button[type=submit]").HasAttribute("disabled").Should().BeFalse();
    }
}
