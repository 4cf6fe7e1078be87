using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Access;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Access;

/// <summary>People as actors, with today's rights.</summary>
internal sealed class ActorDirectory(AppDbFactory databases) : IActorDirectory
{
    public async ValueTask<Actor?> FindAsync(long orgId, long userId, CancellationToken ct = default)
    {
        await using var db = databases.Open(Actor.System(orgId));
        var person = await db.Set<User>().Where(x => x.Id == userId && !x.IsDisabled)
            .Select(x => new { x.Name, x.IsMain, x.RoleId, x.MustChangePassword })
            .SingleOrDefaultAsync(ct);
        if (person is null)
            return null;
        var permissions = person.RoleId is { } role
            ? await db.Set<Role>().Where(x => x.Id == role).Select(x => x.Permissions).SingleAsync(ct)
            : [];
        return new Actor
        {
            Kind = ActorKind.Person,
            OrgId = orgId,
            UserId = userId,
            Name = person.Name,
            IsMain = person.IsMain,
            MustChangePassword = person.MustChangePassword,
            Permissions = permissions.ToHashSet(StringComparer.Ordinal),
        };
    }
}
