using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Data;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Sms;

namespace Yaosu.Orgs.Enterprises;

/// <summary>The one account that speaks for its enterprise.</summary>
internal static class MainAccount
{
    internal static Task<long> IdAsync(AppDb db, CancellationToken ct) => db.Set<User>().Where(x => x.IsMain).Select(x => x.Id).SingleOrDefaultAsync(ct);

    /// <summary>With the caller's change.</summary>
    internal static async Task TellAsync(AppDb db, string title, string text, string link, CancellationToken ct)
    {
        if (await IdAsync(db, ct) is var main and not 0)
            db.Notify(main, title, text, link);
    }

    /// <summary>To its phone, with the caller's change; without one, or with too many messages today, nothing goes out.</summary>
    internal static async Task SendAsync(AppDb db, QueueSms sms, SmsKind kind, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        var phone = await db.Set<User>().Where(x => x.IsMain).Select(x => x.Phone).SingleOrDefaultAsync(ct);
        if (MobileNumber.Parse(phone).TryGet(out var number))
            await sms.AddAsync(db, kind, number, values, ct);
    }
}
