using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Recurring;

namespace Yaosu.Orgs.SignIn;

/// <summary>Codes that no phone can answer and no browser can use any more. Kept for a while after, so that a late one hears that it was too late.</summary>
internal sealed class ForgetOldQrSignIns(AppDbFactory databases) : IRecurringWork
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    public async Task RunAsync(CancellationToken ct)
    {
        var before = databases.Time.UtcNow() - Kept;
        await using var platform = databases.OpenPlatform();
        await platform.Set<QrSignIn>().Where(x => x.AskedAt < before).ExecuteDeleteAsync(ct);
    }
}
