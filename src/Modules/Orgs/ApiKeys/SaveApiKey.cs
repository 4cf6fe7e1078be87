using System.Net;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Contracts;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.ApiKeys;

/// <summary>Makes a key with its first secret, or changes what a key may do and from where. Nobody gives a program more than he may do himself.</summary>
public sealed class SaveApiKey(AppDbFactory databases, PermissionTree tree, Qualifications papers)
{
    /// <summary>A program moves data about drugs: only for an enterprise that may deal in them.</summary>
    internal static readonly QualificationNeed Need = new("新增接口密钥", QualificationKind.BusinessLicence, QualificationKind.DrugManufacture, QualificationKind.DrugTrade, QualificationKind.MedicalPractice);

    public sealed record Wanted(string Name, string? Provider, IReadOnlySet<string> Permissions, IReadOnlyList<string> Addresses);

    /// <param name="Secret">Told this once.</param>
    public sealed record Made(long Id, string Secret);

    public async Task<Outcome<Made>> AddAsync(Actor actor, Wanted wanted, int validDays, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageApiKeys) is { } refusal)
            return refusal;
        var clean = Clean(wanted);
        if (Check(actor, clean, []) is { } wrong)
            return wrong;
        if (await papers.CheckAsync(actor, Need, ct) is { } ended)
            return ended;
        await using var db = databases.Open(actor);
        var key = new ApiKey { Name = clean.Name, Provider = clean.Provider, Permissions = Sorted(clean), Addresses = [.. clean.Addresses], CreatedAt = databases.Time.UtcNow() };
        db.Add(key);
        var secret = AddSecret.To(db, key.Id, validDays);
        db.Record(OrgsActions.ApiKeyAdded, key);
        var saved = await db.TrySaveAsync(duplicate: OrgsRefusals.ApiKeyNameTaken, ct: ct);
        return saved.IsDone ? new Made(key.Id, secret) : saved.Refusal!;
    }

    public async Task<Outcome> ChangeAsync(Actor actor, long id, int version, Wanted wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageApiKeys) is { } refusal)
            return refusal;
        var clean = Clean(wanted);
        await using var db = databases.Open(actor);
        if (await db.Set<ApiKey>().SingleOrDefaultAsync(x => x.Id == id && x.RevokedAt == null, ct) is not { } key)
            return OrgsRefusals.ApiKeyNotFound;
        if (key.Version != version)
            return OrgsRefusals.ApiKeyChangedMeanwhile;
        if (Check(actor, clean, key.Permissions) is { } wrong)
            return wrong;
        (key.Name, key.Provider) = (clean.Name, clean.Provider);
        if (!clean.Permissions.SetEquals(key.Permissions))
            key.Permissions = Sorted(clean);
        if (!clean.Addresses.SequenceEqual(key.Addresses))
            key.Addresses = [.. clean.Addresses];
        if (!db.ChangeTracker.HasChanges())
            return Outcome.Done;
        db.Record(OrgsActions.ApiKeyChanged, key);
        return await db.TrySaveAsync(OrgsRefusals.ApiKeyChangedMeanwhile, OrgsRefusals.ApiKeyNameTaken, ct: ct);
    }

    private static Wanted Clean(Wanted wanted) => wanted with
    {
        Name = StoredText.Clean(wanted.Name).Trim(),
        Provider = string.IsNullOrWhiteSpace(wanted.Provider) ? null : StoredText.Clean(wanted.Provider.Trim()),
        Addresses = [.. wanted.Addresses.Select(address => address.Trim()).Where(address => address.Length > 0).Distinct()],
    };

    private Refusal? Check(Actor actor, Wanted wanted, List<string> before)
    {
        if (wanted.Name.Length == 0)
            return OrgsRefusals.ApiKeyNameRequired;
        if (wanted.Name.Length > ApiKey.NameLength || wanted.Provider is { Length: > ApiKey.NameLength })
            return OrgsRefusals.ApiKeyNameTooLong;
        if (wanted.Permissions.Count == 0)
            return OrgsRefusals.ApiKeyWithoutPermissions;
        if (wanted.Addresses.Count > ApiKey.MostAddresses || wanted.Addresses.Any(address => !IPAddress.TryParse(address, out _) && !IPNetwork.TryParse(address, out _)))
            return OrgsRefusals.AddressInvalid;
        foreach (var code in wanted.Permissions.Except(before))
        {
            // A key that makes keys would never be got rid of.
            if (tree.Find(code) is not { ForOperators: false } permission || permission == OrgsPermissions.ManageApiKeys)
                return OrgsRefusals.UnknownPermission;
            if (!actor.IsMain && actor.Kind != ActorKind.System && !actor.Permissions.Contains(code))
                return OrgsRefusals.CannotGrant(permission);
        }
        return null;
    }

    private static List<string> Sorted(Wanted wanted) => [.. wanted.Permissions.Order(StringComparer.Ordinal)];
}
