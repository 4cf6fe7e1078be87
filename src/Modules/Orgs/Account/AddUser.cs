using Yaosu.Orgs.Access;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Account;

/// <summary>Adds a sub-account. Only the main account and the system may.</summary>
public sealed class AddUser(AppDbFactory databases)
{
    public sealed record NewUser(string SignInName, string Name, string Password, IReadOnlyList<long> RoleIds, long? DepartmentId = null, bool MustChangePassword = false);

    public async Task<Outcome<long>> RunAsync(Actor actor, NewUser added, CancellationToken ct = default)
    {
        if (actor.Kind != ActorKind.System && !actor.IsMain)
            return OrgsRefusals.OnlyMainAccountAddsUsers;
        var name = SignInNames.Normalise(added.SignInName);
        if (name.Length is 0 or > SignInNames.Length)
            return OrgsRefusals.SignInNameInvalid;
        if (added.Name.Trim().Length == 0)
            return OrgsRefusals.NameRequired;
        if (added.Name.Length > User.NameLength)
            return OrgsRefusals.NameTooLong;
        if (PasswordRules.Check(added.Password, name) is { } weak)
            return weak;
        await using var db = databases.Open(actor);
        var user = new User
        {
            SignInName = name,
            Name = added.Name,
            PasswordHash = await Task.Run(() => Passwords.Hash(added.Password), ct),
            MustChangePassword = added.MustChangePassword,
            DepartmentId = added.DepartmentId,
            CreatedAt = databases.Time.UtcNow(),
        };
        db.Add(user);
        db.Add(new SignInName { Name = name, OrgId = actor.OrgId, UserId = user.Id });
        db.AddRange(added.RoleIds.Distinct().Select(role => new UserRole { UserId = user.Id, RoleId = role }));
        db.Record(OrgsActions.UserAdded, user);
        var saved = await db.TrySaveAsync(duplicate: OrgsRefusals.SignInNameTaken, ct: ct);
        return saved.IsDone ? user.Id : saved.Refusal!;
    }
}
