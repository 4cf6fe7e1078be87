using Yaosu.Orgs.AuditLog;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Orgs.SignInLog;

/// <summary>What an administrator asks of 登录日志. Null means: any.</summary>
/// <param name="Action">Signed in, failed, signed out …</param>
/// <param name="UpTo">The last sequence number, so that an export keeps to the lines that were there when it was asked for.</param>
public sealed record SignInLogFilter(string? Person = null, string? Action = null, SignInMethod? Method = null, string? Address = null, DateOnly? From = null, DateOnly? To = null, long? UpTo = null);

public sealed record SignInLogRow(long Sequence, DateTime At, string Person, string Action, string? Note, string? Address);

/// <summary>登录日志: the lines of the audit log that are about signing in and out, newest first.</summary>
public sealed class SignInLogQuery(AppDbFactory databases)
{
    private const string Actions = "orgs.sign-in.";

    public static readonly SortMap<AuditEntry> Sorts = new SortMap<AuditEntry>(x => x.Sequence, "at", defaultDescending: true)
        .By("at", x => x.Sequence)
        .By("person", x => x.ObjectName)
        .By("action", x => x.Action);

    public async Task<Outcome<Page<SignInLogRow>>> RunAsync(Actor actor, SignInLogFilter filter, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewAudit) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await Filtered(db, filter).ToPageAsync(Sorts, page, x => new SignInLogRow(x.Sequence, x.At, x.ObjectName, x.Action, x.Note, x.Address), ct);
    }

    internal static bool IsAbout(string action) => action.StartsWith(Actions, StringComparison.Ordinal);

    internal static IQueryable<AuditEntry> Filtered(AppDb db, SignInLogFilter filter)
    {
        var entries = AuditLogQuery.Filtered(db, new(Action: filter.Action, From: filter.From, To: filter.To, UpTo: filter.UpTo)).Where(x => x.Action.StartsWith(Actions));
        if (filter.Person is { Length: > 0 } person)
            entries = entries.Where(x => x.ObjectName.Contains(person));
        if (filter.Method is { } method)
        {
            var start = SignInNotes.StartOf(method);
            entries = entries.Where(x => x.Note!.StartsWith(start));
        }
        if (filter.Address is { Length: > 0 } address)
            entries = entries.Where(x => x.Address!.Contains(address));
        return entries;
    }
}
