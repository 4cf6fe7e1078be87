using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Certificates;

public sealed record CertificateRow(long Id, long UserId, string Number, string Name, CertificateKind Kind, string Department, string Subject, string Issuer, string Thumbprint, DateTime ValidFrom, DateTime ValidUntil, DateTime? RevokedAt, bool IsDisabled)
{
    internal CertificateState StateAt(DateTime now) => CertificateStates.Of(ValidFrom, ValidUntil, RevokedAt, replacedAt: null, now);
}

/// <param name="UpTo">The last certificate's id, so that an export keeps to those that were there when it was asked for.</param>
/// <param name="Now">The moment that states are told for.</param>
public sealed record CertificateFilter(string? Text = null, CertificateKind? Kind = null, CertificateState? State = null, long? UpTo = null, DateTime? Now = null);

/// <param name="All">With those before, newest first.</param>
/// <param name="Roles">Names.</param>
public sealed record CertificateDetail(Certificate Present, string Name, string Department, string Roles, bool IsDisabled, IReadOnlyList<Certificate> All, IReadOnlyList<TimelineEntry> History);

/// <summary>The certificates whose accounts the actor's data scope shows, one line for each account.</summary>
public sealed class CertificateList(AppDbFactory databases, ObjectHistory history)
{
    public static readonly SortMap<Certificate> Sorts = new SortMap<Certificate>(x => x.Id, "at", defaultDescending: true)
        .By("at", x => x.Id)
        .By("number", x => x.Number)
        .By("until", x => x.ValidUntil);

    public async Task<Outcome<Page<CertificateRow>>> RunAsync(Actor actor, CertificateFilter filter, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewCertificates) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var found = await Filtered(db, filter).ToPageAsync(Sorts, page, x => x, ct);
        var users = found.Rows.Select(x => x.UserId).ToArray();
        var people = await db.Set<User>().Where(x => users.Contains(x.Id))
            .Select(x => new { x.Id, x.Name, x.IsDisabled, Department = db.Set<Department>().Where(unit => unit.Id == x.DepartmentId).Select(unit => unit.Name).FirstOrDefault() }).ToDictionaryAsync(x => x.Id, ct);
        return new Page<CertificateRow>([.. found.Rows.Select(x => new CertificateRow(x.Id, x.UserId, x.Number, people[x.UserId].Name, x.Kind, people[x.UserId].Department ?? "",
            x.Subject, x.Issuer, x.Thumbprint, x.ValidFrom, x.ValidUntil, x.RevokedAt, people[x.UserId].IsDisabled))], found.Total, page);
    }

    public async Task<Outcome<CertificateDetail>> FindAsync(Actor actor, long userId, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewCertificates) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await PersonList.Seen(db).SingleOrDefaultAsync(x => x.Id == userId && x.Certificate != null, ct) is not { } user)
            return OrgsRefusals.CertificateNotFound;
        var all = await db.Set<Certificate>().AsNoTracking().Where(x => x.UserId == userId).OrderByDescending(x => x.Id).ToListAsync(ct);
        var department = await db.Set<Department>().Where(x => x.Id == user.DepartmentId).Select(x => x.Name).SingleOrDefaultAsync(ct);
        var roles = await db.Set<Role>().Where(x => db.Set<UserRole>().Any(has => has.UserId == userId && has.RoleId == x.Id)).OrderBy(x => x.Name).Select(x => x.Name).ToListAsync(ct);
        var lines = new List<TimelineEntry>();
        foreach (var certificate in all)
            lines.AddRange(await history.RunAsync(actor, nameof(Certificate), certificate.Id, ct));
        return new CertificateDetail(all.First(x => x.ReplacedAt is null), user.Name, department ?? "", string.Join("、", roles), user.IsDisabled, all, [.. lines.OrderByDescending(x => x.At)]);
    }

    internal static IQueryable<Certificate> Filtered(AppDb db, CertificateFilter filter)
    {
        var seen = PersonList.Seen(db);
        var found = db.Set<Certificate>().AsNoTracking().Where(x => x.ReplacedAt == null && seen.Any(user => user.Id == x.UserId));
        if (filter.Text is { Length: > 0 } text)
        {
            var thumbprint = text.Replace(":", "").Replace(" ", "").ToUpperInvariant();
            found = found.Where(x => x.Number.Contains(text) || x.Subject.Contains(text) || x.Issuer.Contains(text) || x.Thumbprint.StartsWith(thumbprint)
                || seen.Any(user => user.Id == x.UserId && user.Name.Contains(text)));
        }
        if (filter.Kind is { } kind)
            found = found.Where(x => x.Kind == kind);
        if (filter.State is { } state)
            found = found.In(state, filter.Now ?? db.Time.UtcNow());
        return filter.UpTo is { } last ? found.Where(x => x.Id <= last) : found;
    }
}
