using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Recurring;

namespace Yaosu.Orgs.SignIn;

/// <summary>Codes that neither open anything nor count against a limit any more.</summary>
internal sealed class ForgetOldCodes(AppDbFactory databases) : IRecurringWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        var before = databases.Time.UtcNow().AddDays(-1);
        await using var platform = databases.OpenPlatform();
        await platform.Set<PhoneCode>().Where(x => x.AskedAt < before).ExecuteDeleteAsync(ct);
    }
}
