using AngleSharp.Dom;
using Bunit;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Tests.Ui.Kit;

public sealed class DataListTests : KitContext
{
    private sealed record Drug(long Id, string Name, int Stock);

    private static readonly IReadOnlyList<ListColumn<Drug>> Columns =
    [
        new("name", "名称", row => row.Name) { Sortable = true, Always = true },
        new("stock", "库存", row => Format.Count(row.Stock)) { Sortable = true, Align = Align.End },
        new("note", "备注", _ => "无"),
        new("id", "编号", row => $"{row.Id}") { HiddenByDefault = true },
    ];

    private IReadOnlyList<ListFilter> _filters = [ListFilter.Text("q", "关键词"), ListFilter.Choice("kind", "类型", [new("rx", "处方药")])];

    private readonly List<ListRequest> _asked = [];
    private Func<ListRequest, CancellationToken, Task<Outcome<Page<Drug>>>> _answer = (request, _) => Task.FromResult<Outcome<Page<Drug>>>(PageOf(request, 95));

    private static Page<Drug> PageOf(ListRequest request, int total) => new(
        [.. Enumerable.Range(1, total).Skip(request.Page.Skip).Take(request.Page.Size).Select(i => new Drug(i, $"药品{i}", i * 1000))], total, request.Page);

    private IRenderedComponent<ListPage<Drug>> Open(string address = "drugs", Action<ComponentParameterCollectionBuilder<ListPage<Drug>>>? more = null)
    {
        Navigation.NavigateTo(address);
        return Render<ListPage<Drug>>(page =>
        {
            page.Add(p => p.Title, "药品").Add(p => p.Key, "drugs.list").Add(p => p.Caption, "药品").Add(p => p.Columns, Columns).Add(p => p.Filters, _filters)
                .Add(p => p.RowKey, row => row.Id)
                .Add(p => p.Load, (request, ct) =>
                {
                    _asked.Add(request);
                    return _answer(request, ct);
                });
            more?.Invoke(page);
        });
    }

    [Fact]
    public void The_address_says_what_is_asked_and_shown()
    {
        var page = Open("drugs?q=%E9%98%BF&sort=-stock&page=2&size=10");

        _asked.Should().ContainSingle();
        _asked[0].Page.Should().Be(new PageRequest(2, 10, "stock", true));
        _asked[0].Filters.Text("q").Should().Be("阿");
        page.Find("input[type=search]").GetAttribute("value").Should().Be("阿");
        page.FindAll("tbody tr").Should().HaveCount(10);
        page.Find("tbody td").TextContent.Should().Be("药品11");
        page.Find("th[aria-sort=descending]").TextContent.Should().Contain("库存");
        page.Find("caption").TextContent.Should().Be("药品");
        page.Find("[role=status]").TextContent.Should().Be("共 95 条，第 2 / 10 页");
    }

    [Fact]
    public void Searching_goes_into_the_address_and_starts_at_the_first_page()
    {
        var page = Open("drugs?page=3&tab=all");

        page.Find("input[type=search]").Change("头孢");
        page.Find("form").Submit();

        Address.Should().Be("/drugs?q=%E5%A4%B4%E5%AD%A2&tab=all");
        _asked[^1].Filters.Text("q").Should().Be("头孢");
        _asked[^1].Page.Number.Should().Be(1);
    }

    [Fact]
    public void Going_back_asks_for_what_was_shown_before()
    {
        var page = Open("drugs?q=a");
        Navigation.NavigateTo("drugs?q=b&page=2");
        Navigation.NavigateTo("drugs?q=a");

        _asked.Select(request => (request.Filters.Text("q"), request.Page.Number)).Should().Equal(("a", 1), ("b", 2), ("a", 1));
        page.Find("input[type=search]").GetAttribute("value").Should().Be("a");
    }

    [Fact]
    public void Another_page_of_the_console_is_none_of_its_business()
    {
        Open();
        Navigation.NavigateTo("elsewhere?q=b");
        _asked.Should().ContainSingle();
    }

    [Fact]
    public void Searching_for_the_same_again_asks_again()
    {
        var page = Open("drugs?q=a");
        page.Find("form").Submit();
        _asked.Should().HaveCount(2);
    }

    [Fact]
    public void Reset_clears_the_filters_and_keeps_the_order()
    {
        var page = Open("drugs?q=a&kind=rx&sort=name");
        page.FindAll("form button").Single(button => button.TextContent == "重置").Click();
        Address.Should().Be("/drugs?sort=name");
        page.Find("input[type=search]").GetAttribute("value").Should().BeNullOrEmpty();
    }

    [Fact]
    public void A_slow_earlier_answer_never_replaces_a_later_one()
    {
        var slow = new TaskCompletionSource<Outcome<Page<Drug>>>();
        var page = Open();
        _answer = (request, _) => request.Page.Number == 2 ? slow.Task : Task.FromResult<Outcome<Page<Drug>>>(PageOf(request, 95));

        Navigation.NavigateTo("drugs?page=2");
        page.Find("section").GetAttribute("aria-busy").Should().Be("true");
        Navigation.NavigateTo("drugs?page=3");
        slow.SetResult(PageOf(new(Actor.System(1), new(2), FilterValues.None), 95));

        page.WaitForAssertion(() => page.Find("tbody td").TextContent.Should().Be("药品41"));
        page.Find("section").GetAttribute("aria-busy").Should().Be("false");
    }

    [Fact]
    public void An_overtaken_question_is_cancelled_and_its_failure_is_not_shown()
    {
        var slow = new TaskCompletionSource<Outcome<Page<Drug>>>();
        CancellationToken first = default;
        var page = Open();
        _answer = (request, ct) =>
        {
            if (request.Page.Number == 3)
                return Task.FromResult<Outcome<Page<Drug>>>(PageOf(request, 95));
            first = ct;
            return slow.Task;
        };

        Navigation.NavigateTo("drugs?page=2");
        Navigation.NavigateTo("drugs?page=3");
        slow.SetException(new IOException("late"));

        first.IsCancellationRequested.Should().BeTrue();
        page.WaitForAssertion(() => page.Find("tbody td").TextContent.Should().Be("药品41"));
        page.FindAll("[role=alert]").Should().BeEmpty();
    }

    [Fact]
    public void Before_the_first_answer_the_rows_are_sketched()
    {
        var never = new TaskCompletionSource<Outcome<Page<Drug>>>();
        _answer = (_, _) => never.Task;
        var page = Open("drugs?size=10");

        page.FindAll("tbody tr[aria-hidden=true]").Should().HaveCount(10);
        page.Find("[role=status]").TextContent.Should().Be("正在查询…");
    }

    [Fact]
    public void Nothing_yet_shows_the_next_step_and_no_result_shows_the_way_out()
    {
        _answer = (request, _) => Task.FromResult<Outcome<Page<Drug>>>(PageOf(request, 0));
        var page = Open("drugs", p => p.Add(x => x.Empty, "<a href='/drugs/new'>新增药品</a>"));
        page.Markup.Should().Contain("还没有药品").And.Contain("新增药品");

        Navigation.NavigateTo("drugs?q=zzz&sort=name");
        page.Markup.Should().Contain("没有符合条件的药品").And.NotContain("新增药品");
        page.FindAll("a").Single(link => link.TextContent == "清除筛选").GetAttribute("href").Should().Be("/drugs?sort=name");
    }

    [Fact]
    public void A_failure_shows_a_sentence_a_trace_and_a_way_to_try_again()
    {
        _answer = (_, _) => throw new IOException("secret detail");
        var page = Open();

        page.Find("[role=alert]").TextContent.Should().Contain("没能读取数据");
        page.Find("[role=alert] code").TextContent.Should().MatchRegex("^[0-9a-f]{32}$");
        page.Markup.Should().NotContain("secret detail");

        _answer = (request, _) => Task.FromResult<Outcome<Page<Drug>>>(PageOf(request, 3));
        page.FindAll("[role=alert] button").Single().Click();
        page.FindAll("tbody tr").Should().HaveCount(3);
    }

    [Fact]
    public void A_missing_right_shows_its_own_sentence()
    {
        _answer = (_, _) => Task.FromResult<Outcome<Page<Drug>>>(new Refusal("access.denied", "您没有“查看药品”权限。"));
        var page = Open();
        page.Markup.Should().Contain("不能查看药品").And.Contain("您没有“查看药品”权限。");
        page.FindAll("table").Should().BeEmpty();
    }

    [Fact]
    public void Sort_links_lead_up_down_and_back_and_only_sortable_columns_have_one()
    {
        var page = Open("drugs?sort=stock&page=2");
        string Link(int column) => page.FindAll("th")[column].QuerySelector("a")!.GetAttribute("href")!;

        Link(0).Should().Be("/drugs?sort=name");
        Link(1).Should().Be("/drugs?sort=-stock");
        page.FindAll("th")[2].QuerySelector("a").Should().BeNull();
        page.FindAll("th").Select(th => th.GetAttribute("aria-sort")).Should().Equal("none", "ascending", null);
        Navigation.NavigateTo("drugs?sort=-stock");
        Link(1).Should().Be("/drugs");
    }

    [Fact]
    public void The_pager_links_to_neighbours_and_stops_at_the_ends()
    {
        var page = Open("drugs?size=10");
        IElement Step(string name) => page.Find($"nav [aria-label='{name}']");

        Step("上一页").HasAttribute("href").Should().BeFalse();
        Step("上一页").GetAttribute("aria-disabled").Should().Be("true");
        Step("下一页").GetAttribute("href").Should().Be("/drugs?size=10&page=2");
        Step("末页").GetAttribute("href").Should().Be("/drugs?size=10&page=10");
        page.Find("nav [aria-current=page]").TextContent.Should().Be("1");

        page.Find("nav input").Change("99");
        Address.Should().Be("/drugs?size=10&page=10");
        Step("下一页").HasAttribute("href").Should().BeFalse();
        page.FindAll("nav li.other, nav [aria-current]").Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(1, "1 2 3 4 5 … 20")]
    [InlineData(4, "1 2 3 4 5 … 20")]
    [InlineData(5, "1 … 4 5 6 … 20")]
    [InlineData(16, "1 … 15 16 17 … 20")]
    [InlineData(17, "1 … 16 17 18 19 20")]
    [InlineData(20, "1 … 16 17 18 19 20")]
    public void The_pager_always_shows_as_many_numbers(int number, string shown)
    {
        var pager = Render<Pager>(p => p.Add(x => x.Number, number).Add(x => x.Pages, 20).Add(x => x.Size, 20).Add(x => x.UrlOf, page => $"/{page}"));
        string.Join(' ', pager.FindAll("li").Skip(2).SkipLast(2).Select(li => li.TextContent.Trim())).Should().Be(shown);
    }

    [Fact]
    public void A_page_past_the_end_leads_to_the_last_one()
    {
        Open("drugs?page=77");
        Address.Should().Be("/drugs?size=20&page=5");
        _asked[^1].Page.Number.Should().Be(5);
    }

    [Fact]
    public void The_size_of_a_page_is_remembered_and_stands_in_shared_addresses()
    {
        var page = Open();
        page.Find("nav select").Change("50");
        Address.Should().Be("/drugs?size=50");
        _asked[^1].Page.Size.Should().Be(50);

        var again = Open("drugs");
        again.FindAll("tbody tr").Should().HaveCount(50);
    }

    [Fact]
    public void Columns_hidden_and_moved_are_remembered_for_the_next_visit()
    {
        var page = Open();
        page.FindAll("[role=dialog]").Should().BeEmpty("the chooser is only drawn when somebody wants it");
        page.FindAll("button").Single(button => button.TextContent.Contains("视图", StringComparison.Ordinal)).Click();
        page.FindAll("[role=dialog] .column input")[3].Change(true);
        page.FindAll("[role=dialog] .column input")[2].Change(false);
        page.Find("[aria-label='上移编号']").Click();
        page.Find("[aria-label='上移编号']").Click();
        page.FindAll("[role=dialog] input[type=radio]")[0].Change(true);

        var again = Open();
        again.FindAll("th").Select(th => th.TextContent.Trim()).Should().Equal("名称", "编号", "库存");
        again.Find("section").GetAttribute("data-density").Should().Be("Compact");

        again.FindAll("button").Single(button => button.TextContent.Contains("视图", StringComparison.Ordinal)).Click();
        again.FindAll("[role=dialog] button").Single(button => button.TextContent == "恢复默认").Click();
        again.FindAll("th").Select(th => th.TextContent.Trim()).Should().Equal("名称", "库存", "备注");
    }

    [Fact]
    public void A_column_that_names_the_row_cant_be_hidden()
    {
        var page = Open();
        page.FindAll("button").Single(button => button.TextContent.Contains("视图", StringComparison.Ordinal)).Click();
        page.FindAll("[role=dialog] .column input")[0].HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public void Columns_of_a_link_are_shown_without_changing_what_is_remembered()
    {
        var page = Open("drugs?cols=id,name,nonsense");
        page.FindAll("th").Select(th => th.TextContent.Trim()).Should().Equal("编号", "名称");
        page.Find("nav [aria-label='下一页']").GetAttribute("href").Should().Contain("cols=id,name");
        Open().FindAll("th").Select(th => th.TextContent.Trim()).Should().Equal("名称", "库存", "备注");
    }

    [Fact]
    public void A_list_opens_although_memory_is_away()
    {
        Remembered.Broken = true;
        Open().FindAll("tbody tr").Should().HaveCount(20);
    }

    [Fact]
    public void Rows_stay_ticked_from_page_to_page_until_the_filters_change()
    {
        ListSelection? picked = null;
        var page = Open("drugs", p => p.Add(x => x.BulkActions, [new BulkAction("停用", "lock", selection =>
        {
            picked = selection;
            return Task.CompletedTask;
        })]));

        page.FindAll("tbody input[type=checkbox]")[0].Change(true);
        Navigation.NavigateTo("drugs?page=2");
        page.FindAll("tbody input[type=checkbox]")[1].Change(true);
        page.Find("[aria-label='批量操作']").TextContent.Should().Contain("已选 2 条");
        page.FindAll("[aria-label='批量操作'] button").Single(button => button.TextContent == "停用").Click();
        picked!.Keys.Should().BeEquivalentTo([1L, 22L]);
        (picked.AllMatching, picked.Count).Should().Be((false, 2));

        Navigation.NavigateTo("drugs?q=x");
        page.FindAll("[aria-label='批量操作']").Should().BeEmpty();
    }

    [Fact]
    public void All_matching_rows_can_be_taken_at_once()
    {
        ListSelection? picked = null;
        var page = Open("drugs?q=x", p => p.Add(x => x.BulkActions, [new BulkAction("停用", "lock", selection =>
        {
            picked = selection;
            return Task.CompletedTask;
        })]));

        page.Find("thead input[type=checkbox]").Change(true);
        page.Find("[aria-label='批量操作']").TextContent.Should().Contain("已选 20 条");
        page.FindAll("[aria-label='批量操作'] button").Single(button => button.TextContent == "选择全部 95 条").Click();
        page.FindAll("[aria-label='批量操作'] button").Single(button => button.TextContent == "停用").Click();

        (picked!.AllMatching, picked.Count, picked.Request.Filters.Text("q")).Should().Be((true, 95, "x"));
    }

    [Fact]
    public void The_export_is_told_the_question_and_the_columns_as_shown()
    {
        ListExport<Drug>? export = null;
        var page = Open("drugs?q=x&sort=-name&cols=id,name", p => p.Add(x => x.OnExport, asked =>
        {
            export = asked;
            return Task.CompletedTask;
        }));

        page.FindAll("button").Single(button => button.TextContent.Contains("导出", StringComparison.Ordinal)).Click();

        export!.Columns.Select(column => column.Key).Should().Equal("id", "name");
        (export.Total, export.Request.Filters.Text("q"), export.Request.Page.Sort, export.Request.Page.Descending).Should().Be((95, "x", "name", true));
    }

    [Fact]
    public void A_row_with_several_acts_opens_a_menu_that_was_not_there_before()
    {
        Drug? acted = null;
        var page = Open("drugs", p => p.Add(x => x.RowActions,
        [
            new RowAction<Drug>("查看", "eye") { Url = row => $"/drugs/{row.Id}" },
            new RowAction<Drug>("停用", "lock") { Run = row => { acted = row; return Task.CompletedTask; }, IsFor = row => row.Id != 2 },
        ]));

        page.FindAll("[role=menu]").Should().BeEmpty();
        page.FindAll("tbody tr")[1].QuerySelector("a")!.TextContent.Should().Be("查看", "the only act possible needs no menu");
        page.Find("[aria-label='药品3的操作']").Click();
        page.FindAll("[role=menuitem]").Select(item => item.TextContent).Should().Equal("查看", "停用");
        page.FindAll("[role=menuitem]")[1].Click();
        acted!.Id.Should().Be(3);
    }

    [Fact]
    public void The_first_column_leads_to_the_row()
    {
        var page = Open("drugs", p => p.Add(x => x.RowUrl, row => $"/drugs/{row.Id}"));
        page.Find("tbody tr td a").GetAttribute("href").Should().Be("/drugs/1");
        page.FindAll("tbody tr")[0].QuerySelectorAll("a").Should().HaveCount(1);
    }

    [Fact]
    public void More_than_three_filters_fold_and_unseen_ones_are_told()
    {
        _filters = [.. Enumerable.Range(1, 5).Select(i => ListFilter.Text($"f{i}", $"筛选{i}"))];
        var page = Open("drugs?f5=x");
        page.FindAll("input[type=search]").Should().HaveCount(3);

        page.Find("[aria-expanded=false]").TextContent.Should().Contain("1 项生效");
        page.Find("[aria-expanded=false]").Click();
        page.FindAll("input[type=search]").Should().HaveCount(5);
        Open().FindAll("input[type=search]").Should().HaveCount(5, "it is remembered");
    }

    [Fact]
    public async Task A_quiet_refresh_replaces_rows_without_looking_busy()
    {
        var page = Open();
        var slow = new TaskCompletionSource<Outcome<Page<Drug>>>();
        _answer = (_, _) => slow.Task;

        var refreshing = page.InvokeAsync(page.Instance.RefreshAsync);
        page.Find("section").GetAttribute("aria-busy").Should().Be("false");
        slow.SetResult(PageOf(_asked[^1], 2));
        await refreshing;

        page.FindAll("tbody tr").Should().HaveCount(2);
    }
}
