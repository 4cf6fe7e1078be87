using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Data;
using Yaosu.Platform.Notifications;

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
}
