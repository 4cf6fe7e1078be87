using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Platform.Sms;

/// <param name="Text">What it said; null unless the messages stay on this machine.</param>
public sealed record SmsRow(long OrgId, long Id, string Kind, string MaskedNumber, string? Text, SmsState State, string? Error, DateTime At);

/// <summary>What was sent to phones, for the operators of an installation whose messages stay on the machine: there is no other way to see a code.</summary>
public sealed class SmsOutboxList(AppDbFactory databases, IEnumerable<SmsKind> kinds, IOptions<SmsOptions> options)
{
    public static readonly SortMap<SmsMessage> Sorts = new SortMap<SmsMessage>(x => x.Id, "at", defaultDescending: true).By("at", x => x.At);

    private const string Why = "Operators look at the outbox of the whole installation.";

    public async Task<Outcome<Page<SmsRow>>> RunAsync(Actor actor, SmsState? state, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(SmsPermissions.ViewOutbox) is { } refusal)
            return refusal;
        // With a real provider codes are nobody's business.
        if (options.Value.Provider != SmsProvider.Local)
            return SmsRefusals.NotKeptHere;
        await using var db = databases.Open(actor);
        var messages = db.Set<SmsMessage>().OfAllOrgs(Why).AsNoTracking();
        if (state is { } only)
            messages = messages.Where(x => x.State == only);
        var found = await messages.ToPageAsync(Sorts, page, x => new SmsRow(x.OrgId, x.Id, x.Kind, x.MaskedNumber, x.Text, x.State, x.Error, x.At), ct);
        var names = kinds.ToDictionary(kind => kind.Code, kind => kind.Name, StringComparer.Ordinal);
        return found with { Rows = [.. found.Rows.Select(row => row with { Kind = names.GetValueOrDefault(row.Kind, row.Kind) })] };
    }
}
