using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Data;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Recurring;

namespace Yaosu.Orgs.Certificates;

/// <summary>Tells those who manage certificates thirty and seven days before one ends, once for each step, also when the host was down on the day itself.</summary>
internal sealed class WarnOfEndingCertificates(AppDbFactory databases, ActorDirectory people) : IRecurringWork
{
    private static readonly int[] DaysBefore = [CertificateStates.SoonDays, 7];

    public async Task RunAsync(CancellationToken ct)
    {
        var now = databases.Time.UtcNow();
        var until = now.AddDays(DaysBefore[0]);
        await using var platform = databases.OpenPlatform();
        var ending = await platform.Set<CertificateOwner>().AsNoTracking().Where(x => x.ValidUntil > now && x.ValidUntil <= until).ToListAsync(ct);
        foreach (var owner in ending)
        {
            var step = DaysBefore.Last(days => owner.ValidUntil <= now.AddDays(days));
            if (owner.WarnedDays is { } warned && warned <= step)
                continue;
            await using var db = databases.Open(Actor.System(owner.OrgId));
            if (await db.Set<Certificate>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == owner.CertificateId && x.RevokedAt == null && x.ReplacedAt == null, ct) is { } certificate
                && await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == owner.UserId && !x.IsDisabled && x.RemovedAt == null, ct) is { } user)
                await TellAsync(db, certificate, user, ct);
            (await db.Set<CertificateOwner>().SingleAsync(x => x.Thumbprint == owner.Thumbprint, ct)).WarnedDays = step;
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task TellAsync(AppDb db, Certificate certificate, User user, CancellationToken ct)
    {
        var roles = (await db.Set<Role>().AsNoTracking().ToListAsync(ct)).Where(role => role.Permissions.Contains(OrgsPermissions.ManageCertificates.Code)).Select(role => role.Id).ToArray();
        var managers = await db.Set<User>().Where(x => x.IsMain || db.Set<UserRole>().Any(has => has.UserId == x.Id && roles.Contains(has.RoleId))).Select(x => x.Id).ToListAsync(ct);
        foreach (var id in managers)
            // Not to those whose data scope doesn't show it.
            if (await people.FindAsync(db.OrgId, id, ct) is { } manager && manager.May(OrgsPermissions.ManageCertificates) && manager.Sees(user.DepartmentId))
                db.Notify(id, "数字证书即将到期", $"“{user.Name}”的数字证书（{certificate.Number}）将于 {ChinaTime.Text(certificate.ValidUntil)} 到期，到期后不能登录，请及时更换。", OrgsUrls.Certificate(user.Id));
    }
}
