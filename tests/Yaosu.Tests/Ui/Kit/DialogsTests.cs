using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Tests.Ui.Kit;

public sealed class DialogsTests : KitContext
{
    private Dialogs Dialogs => Services.GetRequiredService<Dialogs>();

    [Fact]
    public async Task A_question_is_answered_by_its_buttons()
    {
        var host = Render<KitHosts>();
        var asked = host.InvokeAsync(() => Dialogs.ConfirmAsync("停用？", "停用后不能登录。", "停用"));
        host.Find("dialog").GetAttribute("aria-labelledby").Should().Be(host.Find("dialog h2").Id);
        await host.Find("dialog form").SubmitAsync();
        (await asked).Should().BeTrue();
        await host.WaitForAssertionAsync(() => host.FindAll("dialog").Should().BeEmpty());
    }

    [Fact]
    public async Task Closing_by_Esc_or_going_to_another_page_is_a_no()
    {
        var host = Render<KitHosts>();
        var first = host.InvokeAsync(() => Dialogs.ConfirmAsync("停用？", ""));
        await host.Find("dialog").TriggerEventAsync("onclose", EventArgs.Empty);
        (await first).Should().BeFalse();

        var second = host.InvokeAsync(() => Dialogs.ConfirmAsync("停用？", ""));
        Navigation.NavigateTo("elsewhere");
        (await second).Should().BeFalse();
    }

    [Fact]
    public async Task What_cant_be_undone_needs_the_name_typed()
    {
        var host = Render<KitHosts>();
        var asked = host.InvokeAsync(() => Dialogs.ConfirmTypedAsync("删除批次", "不能恢复。", "B2026-01", "删除"));
        host.Find("button[type=submit]").HasAttribute("disabled").Should().BeTrue();
        await host.Find("dialog form").SubmitAsync();
        asked.IsCompleted.Should().BeFalse("Enter in the field is no way around it");

        await host.Find("dialog input").InputAsync("b2026-01");
        host.Find("button[type=submit]").HasAttribute("disabled").Should().BeTrue();
        await host.Find("dialog input").InputAsync("B2026-01 ");
        host.Find("button[type=submit]").HasAttribute("disabled").Should().BeFalse();
        await host.Find("dialog form").SubmitAsync();
        (await asked).Should().BeTrue();
    }

    [Fact]
    public async Task A_form_in_a_dialog_is_left_without_saving()
    {
        var host = Render<KitHosts>();
        var asked = host.InvokeAsync(() => Dialogs.ShowAsync<ReasonDialog, bool?>("停用企业", new()
        {
            [nameof(ReasonDialog.Hint)] = "",
            [nameof(ReasonDialog.SubmitText)] = "停用",
            [nameof(ReasonDialog.DoneText)] = "已停用。",
            [nameof(ReasonDialog.Submit)] = (string _) => Task.FromException<Outcome>(new InvalidOperationException("It was not sent.")),
        }));
        await host.FindAll("dialog .actions button").Single(button => button.TextContent.Trim() == "取消").ClickAsync();
        (await asked).Should().BeNull();
        await host.WaitForAssertionAsync(() => host.FindAll("dialog").Should().BeEmpty());
    }

    [Fact]
    public async Task A_dialog_that_nobody_could_see_is_a_mistake_not_a_wait()
    {
        var ask = () => Dialogs.ConfirmAsync("停用？", "");
        await ask.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Toasts_go_by_themselves_errors_and_held_ones_stay()
    {
        var toasts = Services.GetRequiredService<Toasts>();
        var host = Render<KitHosts>();
        await host.InvokeAsync(() =>
        {
            toasts.Success("已保存。");
            toasts.Success("已停用。", () => Task.CompletedTask);
            toasts.Error("没有保存。");
        });
        host.Find("[role=alert]").TextContent.Should().Contain("没有保存。");
        host.Find("[role=status]").TextContent.Should().Contain("已保存。").And.NotContain("没有保存。");

        Time.Advance(TimeSpan.FromSeconds(6));
        await host.WaitForAssertionAsync(() => host.FindAll(".toast").Should().HaveCount(2));
        Time.Advance(TimeSpan.FromSeconds(3));
        host.FindAll(".toast").Should().HaveCount(2, "what can be undone waits at least eight seconds");

        await host.Find(".toasts").MouseEnterAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        host.FindAll(".toast").Should().HaveCount(2);
        await host.Find(".toasts").MouseLeaveAsync();
        Time.Advance(TimeSpan.FromSeconds(11));
        await host.WaitForAssertionAsync(() => host.FindAll(".toast").Should().ContainSingle().Which.TextContent.Should().Contain("没有保存。"));
        Time.ActiveTimers.Should().Be(0);
    }

    [Fact]
    public async Task How_an_act_ended_is_told_as_done_or_by_every_refusal()
    {
        var toasts = Services.GetRequiredService<Toasts>();
        var host = Render<KitHosts>();
        await host.InvokeAsync(() =>
        {
            toasts.Tell(Outcome.Done, "已停用。");
            toasts.Tell(Outcome.Refused([new("x.one", "名称太长。"), new("x.two", "编号太长。")]), "没有发生的事。");
        });
        host.Find("[role=status]").TextContent.Should().Contain("已停用。");
        host.Find("[role=alert]").TextContent.Should().Contain("名称太长。").And.Contain("编号太长。");
        host.Markup.Should().NotContain("没有发生的事。");
    }

    [Fact]
    public async Task Undo_runs_once_and_takes_its_toast_away_and_more_than_four_push_the_oldest_out()
    {
        var undone = 0;
        var toasts = Services.GetRequiredService<Toasts>();
        var host = Render<KitHosts>();
        await host.InvokeAsync(() => toasts.Success("已停用。", () =>
        {
            undone++;
            return Task.CompletedTask;
        }));
        await host.FindAll(".toast button").Single(button => button.TextContent == "撤销").ClickAsync();
        undone.Should().Be(1);
        host.FindAll(".toast").Should().BeEmpty();

        await host.InvokeAsync(() => Enumerable.Range(1, 6).ToList().ForEach(i => toasts.Error($"第{i}条")));
        host.FindAll(".toast > span").Select(span => span.TextContent).Should().Equal("第3条", "第4条", "第5条", "第6条");
    }

    private sealed class Broken : ComponentBase
    {
        protected override void OnInitialized() => throw new IOException("down");
    }

    [Fact]
    public void A_dialog_whose_content_fails_says_so_inside_itself()
    {
        var host = Render<KitHosts>();
        _ = host.InvokeAsync(() => Dialogs.ShowAsync<Broken, string>("明细"));
        host.Find("dialog").TextContent.Should().Contain("出错");
        host.Find("dialog [aria-label=关闭]").Click();
        host.WaitForAssertion(() => host.FindAll("dialog").Should().BeEmpty());
    }
}
