using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Account;

/// <summary>What 我的账号 shows. Everyone may read his own.</summary>
public sealed class MyProfile(AppDbFactory databases)
{
    public sealed record Profile(long UserId, int Version, string SignInName, string Name, string? Phone, string? Email, string? Title, long? AvatarFileId, bool IsMain, string Roles, string OrgName, OrgKind OrgKind, bool MustChangePassword, DateTime CreatedAt, bool IsCertificate);

    public async Task<Profile> RunAsync(Actor actor, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var org = await db.Set<Org>().Where(x => x.Id == actor.OrgId).Select(x => new { x.Name, x.Kind }).SingleAsync(ct);
        var roles = await db.Set<Role>().Where(x => db.Set<UserRole>().Any(has => has.UserId == actor.UserId && has.RoleId == x.Id)).OrderBy(x => x.Name).Select(x => x.Name).ToListAsync(ct);
        return await db.Set<User>().Where(x => x.Id == actor.UserId)
            .Select(x => new Profile(x.Id, x.Version, x.SignInName, x.Name, x.Phone, x.Email, x.Title, x.AvatarFileId, x.IsMain,
                string.Join("、", roles),
                org.Name, org.Kind, x.MustChangePassword, x.CreatedAt, x.Certificate != null))
            .SingleAsync(ct);
    }
}
