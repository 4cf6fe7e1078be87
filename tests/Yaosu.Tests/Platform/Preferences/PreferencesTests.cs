using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Preferences;
using Yaosu.Tests.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Preferences;

public sealed class PreferencesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static long _users = 100;

    private readonly Actor _wang = FileHost.Somebody(Interlocked.Increment(ref _users));

    private TablePreferences Preferences => new(database.Databases);

    [Fact]
    public async Task What_was_remembered_last_is_known_on_every_device()
    {
        (await Preferences.GetAsync<Look>(_wang, "list:a")).Should().BeNull();
        await Preferences.SetAsync(_wang, "list:a", new Look(["操作人"], 1));
        await Preferences.SetAsync(_wang, "list:a", new Look(["操作人", "时间"], 2));
        await Preferences.SetAsync(_wang, "list:b", new Look([], 3));

        (await Preferences.GetAsync<Look>(_wang, "list:a")).Should().BeEquivalentTo(new Look(["操作人", "时间"], 2));
        (await Preferences.GetAsync<Look>(_wang, "list:b"))!.Size.Should().Be(3);
    }

    [Fact]
    public async Task Everyone_has_his_own()
    {
        await Preferences.SetAsync(_wang, "list:a", new Look([], 1));

        (await Preferences.GetAsync<Look>(FileHost.Somebody(_wang.UserId + 5_000), "list:a")).Should().BeNull();
        (await Preferences.GetAsync<Look>(FileHost.Somebody(_wang.UserId, FileHost.OtherOrg), "list:a")).Should().BeNull();
    }

    [Fact]
    public async Task Many_tabs_at_once_leave_one_value_and_no_error()
    {
        await Task.WhenAll(Enumerable.Range(1, 16).Select(i => Task.Run(() => Preferences.SetAsync(_wang, "list:a", new Look([], i)))));

        await using var db = database.Open(_wang);
        (await db.Set<Preference>().CountAsync(x => x.UserId == _wang.UserId)).Should().Be(1);
        (await Preferences.GetAsync<Look>(_wang, "list:a"))!.Size.Should().BeInRange(1, 16);
    }

    [Fact]
    public async Task What_no_longer_reads_counts_as_nothing()
    {
        await Preferences.SetAsync(_wang, "list:a", new { Columns = 7 });
        (await Preferences.GetAsync<Look>(_wang, "list:a")).Should().BeNull();
    }

    [Fact]
    public async Task A_preference_is_small()
    {
        var act = () => Preferences.SetAsync(_wang, "list:a", new Look([new string('a', Preference.JsonLength)], 1));
        await act.Should().ThrowAsync<ArgumentOutOfRangeException>();
        var longKey = () => Preferences.SetAsync(_wang, new string('k', Preference.KeyLength + 1), new Look([], 1));
        await longKey.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    private sealed record Look(IReadOnlyList<string> Columns, int Size);
}
