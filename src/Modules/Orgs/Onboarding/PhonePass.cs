using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;
using Yaosu.Platform.Sms;

namespace Yaosu.Orgs.Onboarding;

/// <summary>Lets whoever holds a phone come back to what he asked for: a code by SMS, then a pass for the browser. Neither is stored; both are sealed.</summary>
public abstract class PhonePass(AppDbFactory databases, QueueSms sms, SignInThrottle throttle, IDataProtectionProvider protection, PhonePass.Door door)
{
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    private readonly IDataProtector _codes = protection.CreateProtector($"{door.Name}.Codes");
    private readonly IDataProtector _passes = protection.CreateProtector($"{door.Name}.Passes");

    /// <summary>What a pass is for: one for another door opens nothing.</summary>
    /// <param name="Name">Stable; part of every seal.</param>
    /// <param name="Sender">Whom the log names.</param>
    /// <param name="Closed">Said when nobody runs the installation.</param>
    public sealed record Door(string Name, string Sender, SmsKind Code, Refusal Closed);

    /// <returns>A seal that the form carries until the code is typed.</returns>
    public async Task<Outcome<string>> SendAsync(string? mobile, CancellationToken ct = default)
    {
        if (!MobileNumber.Parse(mobile).TryGet(out var number))
            return MobileNumber.Parse(mobile).Refusal!.At("Mobile");
        if (await PlatformFiles.OrgIdAsync(databases, ct) is not { } platform)
            return door.Closed;
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        await using var db = databases.Open(Actor.System(platform, door.Sender));
        var queued = await sms.AddAsync(db, door.Code, number, new Dictionary<string, string> { ["code"] = code }, ct);
        if (!queued.IsDone)
            return queued.Refusal!;
        await db.SaveChangesAsync(ct);
        return Seal(_codes, $"{number.Digits}|{code}", CodeLifetime);
    }

    /// <returns>The pass for the browser.</returns>
    public Outcome<string> Enter(string? seal, string? code)
    {
        if (Open(_codes, seal)?.Split('|') is not [var mobile, var sent])
            return OrgsRefusals.JoinCodeStale;
        // Six digits are guessed in no time unless each phone's tries are counted.
        var tries = $"{door.Name} {mobile}";
        if (!throttle.TryBegin(tries))
            return OrgsRefusals.TooManyTries;
        if (!CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(sent), System.Text.Encoding.UTF8.GetBytes((code ?? "").Trim())))
            return OrgsRefusals.JoinCodeWrong;
        throttle.Succeeded(tries);
        return Seal(_passes, mobile, Lifetime);
    }

    /// <summary>Whose pass it is; null for one that is forged or too old.</summary>
    public string? MobileOf(string? pass) => Open(_passes, pass);

    private string Seal(IDataProtector protector, string text, TimeSpan lifetime) =>
        protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{(databases.Time.UtcNow() + lifetime).Ticks}|{text}"));

    private string? Open(IDataProtector protector, string? sealedText)
    {
        if (string.IsNullOrEmpty(sealedText) || sealedText.Length > 2_000)
            return null;
        try
        {
            var parts = protector.Unprotect(sealedText).Split('|', 2);
            return parts is [var ticks, var text] && long.Parse(ticks, CultureInfo.InvariantCulture) > databases.Time.UtcNow().Ticks ? text : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
