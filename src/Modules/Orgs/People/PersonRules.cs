using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

/// <summary>What an administrator says of a person.</summary>
/// <param name="Stores">As far as the administrator manages them himself. Null is not said: what is there stays, and somebody new manages what the administrator does.</param>
public sealed record PersonDetails(string Name, string? Phone, string? Email, string? Title, long? DepartmentId, IReadOnlyList<long> RoleIds, bool MayInspectMarket = false, bool MayServeConsumers = false, StoreChoice? Stores = null);

internal static partial class PersonRules
{
    internal static PersonDetails Clean(PersonDetails details) => details with
    {
        Name = StoredText.Clean(details.Name).Trim(),
        Phone = MobileNumber.Parse(details.Phone).TryGet(out var mobile) ? mobile.Digits : Blank(details.Phone),
        Email = Blank(details.Email),
        Title = Blank(details.Title),
        RoleIds = [.. details.RoleIds.Distinct()],
    };

    internal static IEnumerable<Refusal> Check(PersonDetails details)
    {
        if (details.Name.Length == 0)
            yield return OrgsRefusals.NameRequired;
        if (details.Name.Length > User.NameLength)
            yield return OrgsRefusals.NameTooLong;
        if (details.Phone is { } phone && !MobileNumber.Parse(phone).IsDone)
            yield return OrgsRefusals.PhoneInvalid;
        if (details.Email is { } email && (email.Length > 200 || !EmailShape().IsMatch(email)))
            yield return OrgsRefusals.EmailInvalid;
        if (details.Title is { Length: > User.TitleLength })
            yield return OrgsRefusals.TitleTooLong;
        if (details.DepartmentId is null)
            yield return OrgsRefusals.DepartmentRequired;
        if (details.RoleIds.Count == 0)
            yield return OrgsRefusals.RoleRequired;
    }

    /// <summary>The unit and the roles exist, are within the actor's reach, and give nothing that he does not have himself.</summary>
    /// <param name="before">The roles that the person has already.</param>
    internal static async Task<Refusal?> CheckPlaceAsync(AppDb db, PersonDetails details, IReadOnlyCollection<long> before, PermissionTree tree, CancellationToken ct)
    {
        var actor = db.Actor;
        if (!await db.Set<Department>().AnyAsync(x => x.Id == details.DepartmentId, ct) || !actor.Sees(details.DepartmentId))
            return OrgsRefusals.DepartmentNotFound with { Field = nameof(PersonDetails.DepartmentId) };
        var changed = details.RoleIds.Except(before).Concat(before.Except(details.RoleIds)).ToArray();
        var roles = await db.Set<Role>().AsNoTracking().Where(x => changed.Contains(x.Id)).ToListAsync(ct);
        if (details.RoleIds.Except(before).Any(id => roles.All(role => role.Id != id)))
            return OrgsRefusals.RoleNotFound with { Field = nameof(PersonDetails.RoleIds) };
        if (roles.Exists(role => details.RoleIds.Contains(role.Id) && role.DataScope > DataScopes.WidestOf(actor)))
            return OrgsRefusals.ScopeTooWide with { Field = nameof(PersonDetails.RoleIds) };
        return Beyond(actor, roles, tree) is { } beyond ? OrgsRefusals.CannotGrant(beyond) : null;
    }

    /// <summary>A right of these roles that the actor does not have himself; null when there is none.</summary>
    internal static Permission? Beyond(Actor actor, IEnumerable<Role> roles, PermissionTree tree) => actor.IsMain || actor.Kind == ActorKind.System ? null
        : roles.SelectMany(role => role.Permissions).Select(tree.Find).FirstOrDefault(permission => permission is not null && !actor.Permissions.Contains(permission.Code));

    /// <summary>登录账号: 6–30 characters of Chinese, letters, digits, underscore.</summary>
    internal static bool IsSignInName(string name) => name.Length is >= 6 and <= 30 && SignInNameShape().IsMatch(name);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : StoredText.Clean(text.Trim());

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s.]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailShape();

    [GeneratedRegex(@"^[\p{IsCJKUnifiedIdeographs}a-z0-9_]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex SignInNameShape();
}
