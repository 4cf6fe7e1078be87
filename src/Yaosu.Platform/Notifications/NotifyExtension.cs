using System.Globalization;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Notifications;

public static class NotifyExtension
{
    /// <summary>Tells a person of the context's enterprise, with the change that is worth telling: if that isn't saved, nobody is told.</summary>
    /// <param name="link">An address of this console.</param>
    public static void Notify(this AppDb db, long userId, string title, string text, string? link = null)
    {
        if (link is not null && (link is not ['/', ..] || link.StartsWith("//", StringComparison.Ordinal)))
            throw new ArgumentException($"'{link}' leads out of the console.", nameof(link));
        db.Add(new Notification
        {
            UserId = userId,
            Title = StoredText.Cut(title, Notification.TitleLength),
            Text = StoredText.Cut(text, Notification.TextLength),
            Link = link,
            CreatedAt = db.Time.UtcNow(),
        });
        db.Touch(TopicOf(userId));
    }

    internal static string TopicOf(long userId) => string.Create(CultureInfo.InvariantCulture, $"notifications:{userId}");
}
