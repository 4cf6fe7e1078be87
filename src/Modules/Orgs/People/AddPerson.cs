using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.SignIn;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

/// <summary>Adds a sub-account (子账号).</summary>
public sealed class AddPerson(AppDbFactory databases, PermissionTree tree)
{
    /// <param name="Password">Null for a random one, which is told once.</param>
    public sealed record NewPerson(string SignInName, PersonDetails Details, string? Password = null, string? RepeatPassword = null, bool MustChangePassword = true);

    /// <param name="Password">What the person signs in with the first time; he has to change it then.</param>
    public sealed record Added(long Id, string SignInName, string Password);

    public async Task<Outcome<Added>> RunAsync(Actor actor, NewPerson wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManagePeople) is { } refusal)
            return refusal;
        var name = SignInNames.Normalise(wanted.SignInName);
        var details = PersonRules.Clean(wanted.Details);
        var refusals = PersonRules.Check(details).ToList();
        if (!PersonRules.IsSignInName(name))
            refusals.Add(OrgsRefusals.SignInNameShape);
        if (wanted.Password is { Length: > 0 } chosen)
        {
            if (PasswordRules.Check(chosen, name) is { } weak)
                refusals.Add(weak);
            if (chosen != wanted.RepeatPassword)
                refusals.Add(OrgsRefusals.PasswordsDiffer);
        }
        if (refusals.Count > 0)
            return Outcome<Added>.Refused(refusals);

        var password = wanted.Password is { Length: > 0 } given ? given : Passwords.Random();
        var hash = await Task.Run(() => Passwords.Hash(password), ct);
        await using var db = databases.Open(actor);
        if (await PersonRules.CheckPlaceAsync(db, details, [], tree, ct) is { } misplaced)
            return misplaced;
        var stores = await StoreChange.ForNewAsync(db, details.Stores, ct);
        if (!stores.TryGet(out var managed))
            return stores.Refusal!;
        var user = Add(db, name, details, managed, hash, wanted.MustChangePassword);
        var saved = await db.TrySaveAsync(duplicate: OrgsRefusals.SignInNameTaken, ct: ct);
        return saved.IsDone ? new Added(user.Id, name, password) : saved.Refusal!;
    }

    /// <summary>In the caller's save; what is given was checked.</summary>
    internal static User Add(AppDb db, string signInName, PersonDetails details, StoreChange stores, string passwordHash, bool mustChangePassword = true)
    {
        var user = new User
        {
            SignInName = signInName,
            Name = details.Name,
            Phone = details.Phone,
            Email = details.Email,
            Title = details.Title,
            PasswordHash = passwordHash,
            MustChangePassword = mustChangePassword,
            DepartmentId = details.DepartmentId,
            MayInspectMarket = details.MayInspectMarket,
            MayServeConsumers = details.MayServeConsumers,
            CreatedAt = db.Time.UtcNow(),
        };
        db.Add(user);
        SignInPhone.Add(db, user);
        db.Add(new SignInName { Name = signInName, OrgId = db.OrgId, UserId = user.Id });
        db.AddRange(details.RoleIds.Select(role => new UserRole { UserId = user.Id, RoleId = role }));
        stores.Apply(db, user, []);
        db.Record(OrgsActions.UserAdded, user, stores.Note);
        db.Touch(SaveDepartment.Topic);
        return user;
    }
}
