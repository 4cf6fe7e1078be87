using System.Globalization;
using Microsoft.Extensions.Logging;
using Yaosu.Platform.Access;
using Yaosu.Platform.Notifications;

namespace Yaosu.Platform.Ui.Shell;

public sealed partial class NotificationBell
{
    private const int Shown = 8;

    private Actor? _actor;
    private IDisposable? _subscription;
    private int _unread;
    private bool _failed;

    /// <summary>Null until the bell was opened: a closed bell holds no more than a number.</summary>
    private IReadOnlyList<NotificationItem>? _items;

    protected override Task OnInitializedAsync() => TryAsync(async () =>
    {
        _actor = await Current.GetAsync();
        _subscription = Feed.Subscribe(_actor, () => _ = InvokeAsync(() => TryAsync(ReadAsync)));
        _unread = await Feed.UnreadAsync(_actor);
    });

    public void Dispose() => _subscription?.Dispose();

    private Task LoadAsync() => TryAsync(async () =>
    {
        _items ??= [];
        await ReadAsync();
    });

    private async Task ReadAsync()
    {
        if (_actor is null)
            return;
        _unread = await Feed.UnreadAsync(_actor);
        if (_items is not null)
            _items = await Feed.LatestAsync(_actor, Shown);
        StateHasChanged();
    }

    private Task MarkAsync(NotificationItem item) => item.IsRead ? Task.CompletedTask : TryAsync(async () =>
    {
        await Feed.MarkReadAsync(_actor!, item.Id);
        await ReadAsync();
    });

    private Task MarkAllAsync() => TryAsync(async () =>
    {
        await Feed.MarkAllReadAsync(_actor!);
        await ReadAsync();
    });

    /// <summary>The bell stands outside the page's error boundary: letting an exception out would end the circuit because of a side show.</summary>
    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            _failed = false;
        }
        catch (NotSignedInException)
        {
            // The page itself asks for the actor too and leads to the sign-in.
        }
        catch (Exception e)
        {
            Log.LogWarning(e, "Notifications could not be read");
            _failed = true;
        }
    }

    private string Ago(DateTime when)
    {
        var age = Time.GetUtcNow().UtcDateTime - when;
        return age switch
        {
            { TotalMinutes: < 1 } => "刚刚",
            { TotalHours: < 1 } => $"{(int)age.TotalMinutes} 分钟前",
            { TotalDays: < 1 } => $"{(int)age.TotalHours} 小时前",
            { TotalDays: < 7 } => $"{(int)age.TotalDays} 天前",
            _ => ChinaTime.FromUtc(when).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }
}
