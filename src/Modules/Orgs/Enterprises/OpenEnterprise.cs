using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Enterprises;

/// <summary>Creates an enterprise with its single main account. The caller is the platform itself: start-up, the demo, an operator's approval.</summary>
public sealed class OpenEnterprise(AppDbFactory databases)
{
    public sealed record Enterprise(string Name, OrgKind Kind, string CreditCode);

    public sealed record MainAccount(string SignInName, string Name, string Password, bool MustChangePassword);

    /// <returns>The new enterprise's id.</returns>
    public async Task<Outcome<long>> RunAsync(Enterprise enterprise, MainAccount main, CancellationToken ct = default)
    {
        var now = databases.Time.UtcNow();
        await using var platform = databases.OpenPlatform();
        if (await platform.Set<Org>().AnyAsync(x => x.CreditCode == enterprise.CreditCode, ct))
            return OrgsRefusals.CreditCodeTaken;
        var id = (await databases.Engine.TakeIdsAsync(platform, 1, ct))[0];
        var org = new Org { Id = id, Name = enterprise.Name, Kind = enterprise.Kind, CreditCode = enterprise.CreditCode, CreatedAt = now };

        await using var db = databases.Open(Actor.System(id));
        var user = new User
        {
            SignInName = SignInNames.Normalise(main.SignInName),
            Name = main.Name,
            PasswordHash = Passwords.Hash(main.Password),
            MustChangePassword = main.MustChangePassword,
            IsMain = true,
            CreatedAt = now,
        };
        db.Add(user);
        db.Add(org);
        db.Add(new SignInName { Name = user.SignInName, OrgId = id, UserId = user.Id });
        db.AddRange(RolesOfNewEnterprise.Of(databases.Modules));
        db.Record(OrgsActions.EnterpriseOpened, org);
        db.Record(OrgsActions.UserAdded, user);
        var saved = await db.TrySaveAsync(duplicate: OrgsRefusals.SignInNameTaken, ct: ct);
        return saved.IsDone ? id : saved.Refusal!;
    }
}
