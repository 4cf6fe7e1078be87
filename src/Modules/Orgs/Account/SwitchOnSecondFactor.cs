using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Security;

namespace Yaosu.Orgs.Account;

/// <summary>Everyone may ask for a second step at his own sign-in; his app has to show that it makes the right codes first.</summary>
public sealed class SwitchOnSecondFactor(AppDbFactory databases, SecondFactorSecrets secrets)
{
    /// <param name="secret">Fresh, as shown to the person; not stored before it was confirmed.</param>
    /// <returns>The recovery codes, to be told once.</returns>
    public async Task<Outcome<List<string>>> RunAsync(Actor actor, byte[] secret, string code, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var user = await db.Set<User>().SingleAsync(x => x.Id == actor.UserId, ct);
        if (user.SecondFactor is not null)
            return OrgsRefusals.SecondFactorIsOn;
        if (Totp.Check(secret, code, db.Time.UtcNow(), lastStep: null) is not { } step)
            return OrgsRefusals.WrongFirstSecondCode;
        var (codes, stored) = await Task.Run(RecoveryCodes.Generate, ct);
        (user.SecondFactor, user.SecondFactorStep, user.RecoveryCodes) = (secrets.Seal(secret), step, stored);
        db.Record(OrgsActions.SecondFactorOn, user);
        var saved = await db.TrySaveAsync(changedMeanwhile: OrgsRefusals.ProfileChangedMeanwhile, ct: ct);
        if (!saved.IsDone)
            return saved.Refusal!;
        return new List<string>(codes);
    }

    /// <summary>Null while it is off; else how many recovery codes are left.</summary>
    public async Task<int?> RecoveryCodesLeftAsync(Actor actor, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var stored = await db.Set<User>().Where(x => x.Id == actor.UserId && x.SecondFactor != null).Select(x => x.RecoveryCodes).SingleOrDefaultAsync(ct);
        return stored is null ? null : RecoveryCodes.Left(stored);
    }
}
