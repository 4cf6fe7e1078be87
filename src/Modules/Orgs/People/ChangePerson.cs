using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.SignIn;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

/// <summary>Changes everything of a sub-account but its sign-in name.</summary>
public sealed class ChangePerson(AppDbFactory databases, PermissionTree tree)
{
    /// <param name="StoresBeyond">How many stores he manages that the actor does not.</param>
    public sealed record Person(long Id, int Version, string SignInName, PersonDetails Details, bool IsMain, bool IsDisabled, CertificateKind? Certificate, int StoresBeyond);

    public async Task<Outcome<Person>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        return actor.Lacks(OrgsPermissions.ViewPeople) is { } refusal ? refusal : await ReadAsync(actor, id, ct);
    }

    /// <summary>Of whoever manages certificates, without the right to see people.</summary>
    internal async Task<Outcome<Person>> FindOldCertificateAsync(Actor actor, long id, CancellationToken ct)
    {
        if (actor.Lacks(OrgsPermissions.ManageCertificates) is { } refusal)
            return refusal;
        var found = await ReadAsync(actor, id, ct);
        return !found.TryGet(out var person) || person.Certificate is null ? OrgsRefusals.CertificateNotFound
            : person.Certificate == CertificateKind.New ? OrgsRefusals.NewCertificateElsewhere
            : person;
    }

    private async Task<Outcome<Person>> ReadAsync(Actor actor, long id, CancellationToken ct)
    {
        await using var db = databases.Open(actor);
        if (await PersonList.Seen(db).SingleOrDefaultAsync(x => x.Id == id, ct) is not { } x)
            return OrgsRefusals.NoSuchPerson;
        var roles = await db.Set<UserRole>().Where(has => has.UserId == id).Select(has => has.RoleId).ToListAsync(ct);
        var all = await db.Set<ManagedStore>().Where(has => has.UserId == id).Select(has => has.StoreId).ToListAsync(ct);
        var stores = all.Where(store => actor.Stores is null || actor.Stores.Contains(store)).ToList();
        return new Person(x.Id, x.Version, x.SignInName,
            new(x.Name, x.Phone, x.Email, x.Title, x.DepartmentId, roles, x.MayInspectMarket, x.MayServeConsumers, x.ManagesAllStores ? StoreChoice.Everything : StoreChoice.Of(stores)),
            x.IsMain, x.IsDisabled, x.Certificate, all.Count - stores.Count);
    }

    public async Task<Outcome> RunAsync(Actor actor, long id, int version, PersonDetails wanted, CancellationToken ct = default) =>
        actor.Lacks(OrgsPermissions.ManagePeople) is { } refusal ? refusal : await ChangeAsync(actor, id, version, wanted, ofOldCertificate: false, ct);

    /// <summary>The same for the account of an old certificate, which isn't managed in 组织架构.</summary>
    internal Task<Outcome> OfOldCertificateAsync(Actor actor, long id, int version, PersonDetails wanted, CancellationToken ct) => ChangeAsync(actor, id, version, wanted, ofOldCertificate: true, ct);

    private async Task<Outcome> ChangeAsync(Actor actor, long id, int version, PersonDetails wanted, bool ofOldCertificate, CancellationToken ct)
    {
        var details = PersonRules.Clean(wanted);
        if (PersonRules.Check(details).ToList() is { Count: > 0 } refusals)
            return Outcome.Refused(refusals);

        await using var db = databases.Open(actor);
        var found = await SubAccount.FindAsync(db, id, ct);
        if (!found.TryGet(out var user))
            return found.Refusal!;
        if (ofOldCertificate != (user.Certificate == CertificateKind.Old))
            return ofOldCertificate ? OrgsRefusals.NewCertificateElsewhere : OrgsRefusals.OldCertificateElsewhere;
        if (user.Version != version)
            return OrgsRefusals.PersonChangedMeanwhile;
        if (id == actor.UserId && (user.MayInspectMarket, user.MayServeConsumers) != (details.MayInspectMarket, details.MayServeConsumers))
            return OrgsRefusals.OwnSpecialRights;
        // Its phone signs in and sets a new password: who writes his own number there has the account.
        if (user.Certificate is null && user.Phone != details.Phone && await SubAccount.FindToRuleAsync(db, id, tree, ct) is { IsDone: false } beyondHim)
            return beyondHim.Refusal! with { Field = nameof(PersonDetails.Phone) };
        var has = await db.Set<UserRole>().Where(x => x.UserId == id).ToListAsync(ct);
        if (await PersonRules.CheckPlaceAsync(db, details, [.. has.Select(x => x.RoleId)], tree, ct) is { } misplaced)
            return misplaced;
        var managed = await db.Set<ManagedStore>().Where(x => x.UserId == id).ToListAsync(ct);
        var checkedStores = await StoreChange.CheckAsync(db, user.ManagesAllStores, [.. managed.Select(x => x.StoreId)], details.Stores, ct);
        if (!checkedStores.TryGet(out var stores))
            return checkedStores.Refusal!;

        (user.Name, user.Phone, user.Email, user.Title) = (details.Name, details.Phone, details.Email, details.Title);
        (user.DepartmentId, user.MayInspectMarket, user.MayServeConsumers) = (details.DepartmentId, details.MayInspectMarket, details.MayServeConsumers);
        await SignInPhone.FollowAsync(db, user, ct);
        stores.Apply(db, user, managed);
        // Roles and stores are rows of their own; the account's version tells whoever had the form open as well.
        if (stores.IsAny || !details.RoleIds.ToHashSet().SetEquals(has.Select(x => x.RoleId)))
            db.Entry(user).Property(x => x.DepartmentId).IsModified = true;
        db.RemoveRange(has.Where(x => !details.RoleIds.Contains(x.RoleId)));
        db.AddRange(details.RoleIds.Except(has.Select(x => x.RoleId)).Select(role => new UserRole { UserId = id, RoleId = role }));
        if (!db.ChangeTracker.HasChanges())
            return Outcome.Done;
        db.Record(OrgsActions.UserChanged, user, string.Join("；", new[] { await RolesNoteAsync(db, has, details, ct), stores.Note }.OfType<string>()) is { Length: > 0 } note ? note : null);
        db.Touch(SaveDepartment.Topic);
        db.Touch(SaveRole.Topic);
        return await db.TrySaveAsync(OrgsRefusals.PersonChangedMeanwhile, OrgsRefusals.PersonChangedMeanwhile, ct: ct);
    }

    /// <summary>Roles are rows of their own, so the log's before and after of the account don't show them.</summary>
    private static async Task<string?> RolesNoteAsync(AppDb db, List<UserRole> before, PersonDetails after, CancellationToken ct)
    {
        var (taken, given) = (before.Select(x => x.RoleId).Except(after.RoleIds).ToList(), after.RoleIds.Except(before.Select(x => x.RoleId)).ToList());
        if (taken.Count + given.Count == 0)
            return null;
        var ids = taken.Concat(given).ToArray();
        var names = await db.Set<Role>().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, ct);
        return string.Join("；", new[] { Line("授予角色", given), Line("收回角色", taken) }.OfType<string>());

        string? Line(string verb, List<long> roles) => roles.Count == 0 ? null : $"{verb}：{string.Join("、", roles.Select(role => names.GetValueOrDefault(role, "?")))}";
    }
}
