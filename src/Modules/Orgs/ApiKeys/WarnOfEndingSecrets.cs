using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Data;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Recurring;

namespace Yaosu.Orgs.ApiKeys;

/// <summary>Tells the main account thirty and seven days before a secret ends that no other one of its key will outlive it.</summary>
internal sealed class WarnOfEndingSecrets(AppDbFactory databases) : IRecurringWork
{
    private static readonly int[] DaysBefore = [30, 7];

    public async Task RunAsync(CancellationToken ct)
    {
        var now = databases.Time.UtcNow();
        var until = now.AddDays(DaysBefore.Max() + 1);
        await using var platform = databases.OpenPlatform();
        var ending = await platform.Set<ApiSecretOwner>().AsNoTracking().Where(x => x.ExpiresAt > now && x.ExpiresAt <= until).ToListAsync(ct);
        foreach (var owner in ending.Where(owner => DaysBefore.Contains((int)(owner.ExpiresAt - now).TotalDays)))
        {
            await using var db = databases.Open(Actor.System(owner.OrgId));
            if (await db.Set<ApiSecret>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == owner.SecretId && x.RevokedAt == null, ct) is not { } secret)
                continue;
            if (await db.Set<ApiSecret>().AnyAsync(x => x.ApiKeyId == secret.ApiKeyId && x.RevokedAt == null && x.ExpiresAt > secret.ExpiresAt, ct))
                continue;
            if (await db.Set<ApiKey>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == secret.ApiKeyId && x.RevokedAt == null, ct) is not { } key)
                continue;
            var main = await db.Set<User>().Where(x => x.IsMain).Select(x => x.Id).SingleAsync(ct);
            db.Notify(main, "接口密钥即将到期", $"“{key.Name}”的密钥（末四位 {secret.Ending}）将于 {ChinaTime.Text(secret.ExpiresAt)} 到期，请及时更换。", OrgsUrls.ApiKey(key.Id));
            await db.SaveChangesAsync(ct);
        }
    }
}
