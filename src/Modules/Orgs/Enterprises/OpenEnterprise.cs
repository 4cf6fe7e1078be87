using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Enterprises;

/// <summary>Creates an enterprise with its single main account. The caller is the platform itself: start-up, the demo, an operator's approval.</summary>
public sealed class OpenEnterprise(AppDbFactory databases)
{
    /// <param name="HeadquartersId">Of the chain that a store belongs to; null for everybody else.</param>
    public sealed record Enterprise(string Name, OrgKind Kind, string CreditCode, long? HeadquartersId = null);

    public sealed record MainAccount(string SignInName, string Name, string Password, bool MustChangePassword, string? Phone = null);

    /// <returns>The new enterprise's id.</returns>
    public async Task<Outcome<long>> RunAsync(Enterprise enterprise, MainAccount main, CancellationToken ct = default)
    {
        await using var platform = databases.OpenPlatform();
        if (await platform.Set<Org>().AnyAsync(x => x.CreditCode == enterprise.CreditCode, ct))
            return OrgsRefusals.CreditCodeTaken;
        var id = (await databases.Engine.TakeIdsAsync(platform, 1, ct))[0];
        await using var db = databases.Open(Actor.System(id));
        Add(db, enterprise, main, Passwords.Hash(main.Password));
        var saved = await db.TrySaveAsync(duplicate: OrgsRefusals.SignInNameTaken, ct: ct);
        return saved.IsDone ? id : saved.Refusal!;
    }

    /// <summary>In the caller's save, whose context is the new enterprise's.</summary>
    internal static void Add(AppDb db, Enterprise enterprise, MainAccount main, string passwordHash)
    {
        var now = db.Time.UtcNow();
        var org = new Org { Id = db.OrgId, Name = enterprise.Name, Kind = enterprise.Kind, CreditCode = enterprise.CreditCode, HeadquartersId = enterprise.HeadquartersId, CreatedAt = now };
        var user = new User
        {
            SignInName = SignInNames.Normalise(main.SignInName),
            Name = main.Name,
            Phone = main.Phone,
            PasswordHash = passwordHash,
            MustChangePassword = main.MustChangePassword,
            IsMain = true,
            CreatedAt = now,
        };
        db.Add(user);
        db.Add(org);
        SignInPhone.Add(db, user);
        db.Add(new SignInName { Name = user.SignInName, OrgId = db.OrgId, UserId = user.Id });
        db.AddRange(RolesOfNewEnterprise.Of(db.Modules));
        db.Record(OrgsActions.EnterpriseOpened, org);
        db.Record(OrgsActions.UserAdded, user);
    }
}
