using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Outbox;

namespace Yaosu.Platform.Sms;

/// <summary>Sends messages to phones with the change that they tell of: after its commit, or never.</summary>
public sealed class QueueSms(IDataProtectionProvider protection, IOptions<SmsOptions> options)
{
    private const string Why = "A phone is one phone, whichever enterprises write to it.";

    private readonly IDataProtector _protector = protection.CreateProtector("Yaosu.Platform.Sms");

    /// <summary>Adds the message to the context; save it with the change. Limits count what was committed: of two asked for in the same instant both may go.</summary>
    public async Task<Outcome> AddAsync(AppDb db, SmsKind kind, MobileNumber to, IReadOnlyDictionary<string, string> values, CancellationToken ct = default)
    {
        var now = db.Time.UtcNow();
        if (await LimitedAsync(db, kind, to, now, ct) is { } refusal)
            return refusal;
        var sms = SmsMessage.New(kind, to, _protector.Protect(to.Digits), _protector.Protect(StoredJson.Write(values)), now);
        db.Add(sms);
        // No number and no code in the outbox: its rows stay for weeks.
        db.Publish(SmsDelivery.TopicName, $"sms:{sms.Id}", new SmsDelivery.Payload(sms.Id));
        return Outcome.Done;
    }

    /// <summary>The whole number of a stored message.</summary>
    internal MobileNumber NumberOf(SmsMessage sms) => MobileNumber.Parse(_protector.Unprotect(sms.ProtectedNumber)).Value;

    internal IReadOnlyDictionary<string, string> ValuesOf(SmsMessage sms) => StoredJson.Read<Dictionary<string, string>>(_protector.Unprotect(sms.ProtectedValues!));

    private async Task<Refusal?> LimitedAsync(AppDb db, SmsKind kind, MobileNumber to, DateTime now, CancellationToken ct)
    {
        var since = now.AddDays(-1);
        // A mask stands for ten thousand numbers; which of a day's few messages went to this one only the protected number tells.
        var alike = await db.Set<SmsMessage>().OfAllOrgs(Why).AsNoTracking().Where(x => x.MaskedNumber == to.Masked && x.At > since).ToListAsync(ct);
        var sent = alike.Where(sms => NumberOf(sms) == to).ToList();
        return Exceeded(options.Value.Limits, [.. sent.Select(sms => sms.At)])
            ?? (options.Value.KindLimits.GetValueOrDefault(kind.Code) is { } limits ? Exceeded(limits, [.. sent.Where(sms => sms.Kind == kind.Code).Select(sms => sms.At)]) : null);

        Refusal? Exceeded(SmsLimits limits, IReadOnlyList<DateTime> times) =>
            times.Count >= limits.PerDay ? SmsRefusals.WaitADay
            : times.Count(at => at > now.AddHours(-1)) >= limits.PerHour ? SmsRefusals.WaitAnHour
            : times.Count(at => at > now.AddMinutes(-1)) >= limits.PerMinute ? SmsRefusals.WaitAMinute
            : null;
    }
}
