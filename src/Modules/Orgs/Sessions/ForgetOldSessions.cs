using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Recurring;

namespace Yaosu.Orgs.Sessions;

/// <summary>Sessions that nobody can use any more; who signed in when stays in the audit log.</summary>
internal sealed class ForgetOldSessions(AppDbFactory databases) : IRecurringWork
{
    /// <summary>Longer than any session may live.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private const int AtOnce = 1000;

    public async Task RunAsync(CancellationToken ct)
    {
        var before = databases.Time.UtcNow() - KeptFor;
        await using var platform = databases.OpenPlatform();
        while (true)
        {
            var old = await platform.Set<Session>().Where(x => x.SeenAt < before).OrderBy(x => x.SeenAt).Select(x => x.KeyHash).Take(AtOnce).ToListAsync(ct);
            await platform.Set<Session>().Where(x => old.Contains(x.KeyHash) && x.SeenAt < before).ExecuteDeleteAsync(ct);
            if (old.Count < AtOnce)
                return;
        }
    }
}
