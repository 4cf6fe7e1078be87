using Bunit;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Live;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Tests.Ui.Kit;

public sealed class LiveComponentTests : KitContext
{
    private static readonly LiveTopic Stock = new(7, "stock");
    private readonly Announcer _topics = new();

    public LiveComponentTests() => Services.AddSingleton<ILiveTopics>(_topics);

    private IRenderedComponent<Tile> Open() => Render<Tile>();

    [Fact]
    public void The_first_change_shows_at_once_and_a_storm_once_a_second_with_its_last_word()
    {
        var tile = Open();
        _topics.Changed(Stock);
        tile.Instance.Reads.Should().Be(1);

        for (var i = 0; i < 50; i++)
            _topics.Changed(Stock);
        tile.Instance.Reads.Should().Be(1);
        Time.Advance(TimeSpan.FromMilliseconds(999));
        tile.Instance.Reads.Should().Be(1);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        tile.Instance.Reads.Should().Be(2);
        tile.Markup.Should().Be("2");
        Time.Advance(TimeSpan.FromMinutes(1));
        tile.Instance.Reads.Should().Be(2, "nothing has changed since");
    }

    [Fact]
    public void Other_topics_and_other_enterprises_are_not_heard()
    {
        var tile = Open();
        _topics.Changed(new(7, "other"));
        _topics.Changed(new(8, "stock"));
        tile.Instance.Reads.Should().Be(0);
    }

    [Fact]
    public void A_hidden_tab_reads_nothing_and_once_when_it_is_looked_at_again()
    {
        var tile = Open();
        var tab = Services.GetRequiredService<PageVisibility>();
        tab.Report(false);
        for (var i = 0; i < 5; i++)
        {
            _topics.Changed(Stock);
            Time.Advance(TimeSpan.FromSeconds(2));
        }

        tile.Instance.Reads.Should().Be(0);
        tab.Report(true);
        tile.Instance.Reads.Should().Be(1);
        tab.Report(false);
        tab.Report(true);
        tile.Instance.Reads.Should().Be(1, "nothing changed while nobody looked");
    }

    [Fact]
    public void A_change_during_a_read_is_seen_by_another_one_and_two_never_run_together()
    {
        var tile = Open();
        var slow = new TaskCompletionSource();
        tile.Instance.Reading = () => slow.Task;
        _topics.Changed(Stock);
        _topics.Changed(Stock);
        Time.Advance(TimeSpan.FromSeconds(5));
        tile.Instance.Reads.Should().Be(1);

        tile.Instance.Reading = () => Task.CompletedTask;
        slow.SetResult();
        tile.WaitForAssertion(() => tile.Instance.Reads.Should().Be(2));
    }

    [Fact]
    public async Task Gone_with_its_page_it_hears_nothing_and_leaves_no_timer()
    {
        var tile = Open().Instance;
        _topics.Changed(Stock);
        _topics.Changed(Stock);
        Time.ActiveTimers.Should().Be(1);
        await DisposeComponentsAsync();

        Time.ActiveTimers.Should().Be(0);
        _topics.Listeners.Should().Be(0);
        tile.Reads.Should().Be(1);
    }

    [Fact]
    public void A_failing_refresh_reaches_the_error_boundary()
    {
        var boundary = Render<ErrorBoundary>(b => b
            .Add(x => x.ChildContent, builder =>
            {
                builder.OpenComponent<Tile>(0);
                builder.CloseComponent();
            })
            .Add(x => x.ErrorContent, failure => builder => builder.AddContent(0, "失败：" + failure.Message)));
        boundary.FindComponent<Tile>().Instance.Reading = () => throw new IOException("down");

        _topics.Changed(Stock);

        boundary.WaitForAssertion(() => boundary.Markup.Should().Be("失败：down"));
    }

    [Fact]
    public void What_flows_with_the_thread_of_the_change_does_not_flow_into_the_screen()
    {
        var tile = Open();
        Tile.Ambient.Value = "somebody else's";
        _topics.Changed(Stock);
        tile.Instance.Seen.Should().BeNull();
        Tile.Ambient.Value = null;
    }

    private sealed class Tile : LiveComponentBase
    {
        public static readonly AsyncLocal<string?> Ambient = new();

        public int Reads { get; private set; }

        public string? Seen { get; private set; } = "nothing yet";

        public Func<Task> Reading { get; set; } = () => Task.CompletedTask;

        protected override void OnInitialized() => Watch(Stock);

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Reads);

        protected override Task RefreshAsync()
        {
            Reads++;
            Seen = Ambient.Value;
            return Reading();
        }
    }

    private sealed class Announcer : ILiveTopics
    {
        private readonly List<(LiveTopic Topic, Action Changed)> _subscribers = [];

        public int Listeners => _subscribers.Count;

        public IDisposable Subscribe(LiveTopic topic, Action changed)
        {
            _subscribers.Add((topic, changed));
            return new Subscription(() => _subscribers.Remove((topic, changed)));
        }

        public void Changed(LiveTopic topic)
        {
            foreach (var (_, changed) in _subscribers.Where(subscriber => subscriber.Topic == topic).ToList())
                changed();
        }

        private sealed class Subscription(Action end) : IDisposable
        {
            public void Dispose() => end();
        }
    }
}
