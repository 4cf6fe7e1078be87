namespace Yaosu.Tests.Support;

public sealed class ManualTimeTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Timers_fire_in_the_order_they_are_due_and_see_that_instant()
    {
        var seen = new List<string>();
        var start = _time.GetUtcNow();
        using var late = _time.CreateTimer(_ => seen.Add($"late {(_time.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var periodic = _time.CreateTimer(_ => seen.Add($"tick {(_time.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        _time.Advance(TimeSpan.FromSeconds(4.5));

        seen.Should().Equal("tick 2", "late 3", "tick 4");
        (_time.GetUtcNow() - start).Should().Be(TimeSpan.FromSeconds(4.5));
    }

    [Fact]
    public async Task Delays_end_when_the_time_has_come_and_not_before()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _time);
        _time.Advance(TimeSpan.FromSeconds(9));
        delay.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }

    [Fact]
    public void A_disposed_timer_never_fires_and_is_not_counted()
    {
        var fired = false;
        var timer = _time.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _time.ActiveTimers.Should().Be(1);
        timer.Dispose();
        _time.Advance(TimeSpan.FromMinutes(1));
        fired.Should().BeFalse();
        _time.ActiveTimers.Should().Be(0);
    }
}
