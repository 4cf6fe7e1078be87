using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Data;
using Yaosu.Platform.Sms;

namespace Yaosu.Orgs.SignIn;

/// <summary>Sends a code to a phone. Public; answers alike, and as slowly, whether or not an account has the number.</summary>
public sealed class AskForCode(AppDbFactory databases, QueueSms sms, IOptions<SmsOptions> options, ILogger<AskForCode> log)
{
    public async Task<Outcome> RunAsync(string mobile, PhoneCodeUse use, CancellationToken ct = default)
    {
        if (!MobileNumber.Parse(mobile).TryGet(out var number))
            return OrgsRefusals.MobileInvalid;
        var started = Stopwatch.GetTimestamp();
        var now = databases.Time.UtcNow();
        await using var platform = databases.OpenPlatform();
        if (await LimitedAsync(platform, number, now, ct) is { } refusal)
            return refusal;

        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var asked = new PhoneCode
        {
            Id = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            Number = number.Digits,
            Use = use,
            CodeHash = await Task.Run(() => Passwords.Hash(code), ct),
            AskedAt = now,
        };
        platform.Add(asked);
        await platform.SaveChangesAsync(ct);
        if (await platform.Set<SignInPhone>().Where(x => x.Number == number.Digits).OrderBy(x => x.OrgId).Select(x => (long?)x.OrgId).FirstOrDefaultAsync(ct) is { } orgId)
            await SendAsync(orgId, number, use, code, ct);
        await SameTime.WaitAsync(started, ct);
        return Outcome.Done;
    }

    private async Task SendAsync(long orgId, MobileNumber number, PhoneCodeUse use, string code, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(orgId));
        var queued = await sms.AddAsync(db, OrgsSms.Of(use), number, new Dictionary<string, string> { ["code"] = code }, ct);
        if (queued.IsDone)
            await db.SaveChangesAsync(ct);
        else
            // Other messages have used up the number's share. To say so would tell that somebody has the number.
            log.LogWarning("A code for {Number} was not sent: {Reason}", number, queued.Refusal!.Code);
    }

    /// <summary>The limits of messages, counted over what was asked for: numbers that nobody has run into them, too.</summary>
    private async Task<Refusal?> LimitedAsync(AppDb platform, MobileNumber number, DateTime now, CancellationToken ct)
    {
        var since = now.AddDays(-1);
        var asked = await platform.Set<PhoneCode>().Where(x => x.Number == number.Digits && x.AskedAt > since).Select(x => x.AskedAt).ToListAsync(ct);
        var limits = options.Value.Limits;
        return asked.Count >= limits.PerDay ? SmsRefusals.WaitADay
            : asked.Count(at => at > now.AddHours(-1)) >= limits.PerHour ? SmsRefusals.WaitAnHour
            : asked.Count(at => at > now.AddMinutes(-1)) >= limits.PerMinute ? SmsRefusals.WaitAMinute
            : null;
    }
}
