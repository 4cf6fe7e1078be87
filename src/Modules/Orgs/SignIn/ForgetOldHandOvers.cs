using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Recurring;

namespace Yaosu.Orgs.SignIn;

/// <summary>Hand-overs that open nothing any more.</summary>
internal sealed class ForgetOldHandOvers(AppDbFactory databases) : IRecurringWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = databases.Time.UtcNow();
        await using var platform = databases.OpenPlatform();
        await platform.Set<CertificateHandOver>().Where(x => x.ExpiresAt < now).ExecuteDeleteAsync(ct);
    }
}
