using System.Collections.Immutable;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Tests.Ui.Kit;

public sealed class ListAddressTests
{
    private static readonly DateOnly Today = new(2026, 3, 18);

    private static readonly ListAddress Address = new(
        [ListFilter.Text("q", "关键词"), ListFilter.Choice("kind", "类型", [new("a", "甲"), new("b", "乙")]), ListFilter.Days("at", "时间")],
        new HashSet<string> { "name", "at" },
        new HashSet<string> { "name", "at", "note" });

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var state = new ListState
        {
            Page = 3,
            Size = 50,
            Sort = "at",
            Descending = true,
            Columns = ["note", "name"],
            Filters = ImmutableSortedDictionary<string, string>.Empty.Add("q", "阿莫西林 50% & #1 + <b>").Add("kind", "b").Add("at", "last7"),
            Others = [new("tab", "历史")],
        };

        var read = Address.Read("http://x" + Address.Write("/drugs", state), Today);

        read.Should().BeEquivalentTo(state);
    }

    [Fact]
    public void A_plain_list_has_a_plain_address() => Address.Write("/drugs", new ListState()).Should().Be("/drugs");

    [Theory]
    [InlineData("?page=0")]
    [InlineData("?page=-3")]
    [InlineData("?page=99999999999999999999")]
    [InlineData("?page=1e3")]
    [InlineData("?page=%00")]
    [InlineData("?size=7")]
    [InlineData("?size=100000")]
    [InlineData("?sort=password")]
    [InlineData("?sort=-")]
    [InlineData("?sort=name;drop")]
    [InlineData("?cols=,,secret")]
    [InlineData("?kind=c")]
    [InlineData("?kind=")]
    [InlineData("?q=%20%20")]
    [InlineData("?q=%00%01")]
    [InlineData("?at=yesterdayish")]
    [InlineData("?at=..")]
    [InlineData("?at=0001-01-01..")]
    [InlineData("?at=2026-02-30..2026-03-01")]
    [InlineData("?&&==&=")]
    [InlineData("?%")]
    [InlineData("#?page=2")]
    public void What_is_unknown_or_unusable_is_left_out(string query)
    {
        var read = Address.Read("http://x/drugs" + query, Today);

        (read with { Others = [] }).Should().BeEquivalentTo(new ListState());
    }

    [Fact]
    public void A_page_number_is_held_to_what_paging_accepts() =>
        Address.Read("http://x/?page=2000000000", Today).Page.Should().Be(new PageRequest(int.MaxValue).Number);

    [Fact]
    public void Text_loses_control_characters_and_excess_length()
    {
        var read = Address.Read("http://x/?q=a%00b%0ac" + new string('x', 300), Today);

        read.Filters["q"].Should().StartWith("abc").And.HaveLength(ListFilter.MaxLength - 2);
    }

    [Fact]
    public void Of_a_key_given_twice_the_first_counts() => Address.Read("http://x/?q=one&q=two", Today).Filters["q"].Should().Be("one");

    [Fact]
    public void Days_the_wrong_way_round_are_turned()
    {
        var read = Address.Read("http://x/?at=2026-03-09..2026-03-01", Today);

        read.Filters["at"].Should().Be("2026-03-01..2026-03-09");
    }

    [Theory]
    [InlineData("today", "2026-03-18..2026-03-18")]
    [InlineData("last7", "2026-03-12..2026-03-18")]
    [InlineData("month", "2026-03-01..2026-03-31")]
    [InlineData("last-month", "2026-02-01..2026-02-28")]
    public void Presets_count_from_today_in_China_and_stay_relative_in_the_address(string preset, string days)
    {
        Address.Read($"http://x/?at={preset}", Today).Filters["at"].Should().Be(preset);
        DayRange.Parse(preset, Today).ToString().Should().Be(days);
    }

    [Fact]
    public void Sorting_goes_up_then_down_then_back_to_the_querys_own_order()
    {
        var up = new ListState { Page = 4 }.SortedBy("name");
        var down = up.SortedBy("name");
        var none = down.SortedBy("name");

        (up.Sort, up.Descending, up.Page).Should().Be(("name", false, 1));
        (down.Sort, down.Descending).Should().Be(("name", true));
        (none.Sort, none.Descending).Should().Be((null, false));
    }
}
