using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>Takes a code that was sent to a phone, once, and finds the accounts of a number.</summary>
public sealed class PhoneCodes(AppDbFactory databases)
{
    internal sealed record Found(User User, string OrgName)
    {
        internal AccountChoice Choice => new(User.OrgId, User.Id, OrgName, User.SignInName);
    }

    /// <summary>Null: it was right, and can't be used again. Whoever asks makes every other answer take the same time: only he knows what he does besides.</summary>
    internal async Task<Refusal?> UseAsync(MobileNumber number, PhoneCodeUse use, string code, CancellationToken ct)
    {
        var now = databases.Time.UtcNow();
        var since = now - PhoneCode.GoodFor;
        await using var platform = databases.OpenPlatform();
        // A newer code makes the older ones void.
        var asked = await platform.Set<PhoneCode>().AsNoTracking().Where(x => x.Number == number.Digits).OrderByDescending(x => x.AskedAt).FirstOrDefaultAsync(ct);
        if (asked is not { UsedAt: null } || asked.Use != use || asked.AskedAt <= since)
            return OrgsRefusals.WrongCode;
        // Counted before it is looked at, so that many at the same moment are not all the first.
        if (await platform.Set<PhoneCode>().Where(x => x.Id == asked.Id && x.Tries < PhoneCode.MostTries).ExecuteUpdateAsync(set => set.SetProperty(x => x.Tries, x => x.Tries + 1), ct) == 0)
            return OrgsRefusals.CodeTriedTooOften;
        var typed = new string([.. code.Take(20).Where(c => !char.IsWhiteSpace(c)).Select(c => c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c)]);
        if (!await Task.Run(() => Passwords.Check(typed, asked.CodeHash), ct))
            return OrgsRefusals.WrongCode;
        return await platform.Set<PhoneCode>().Where(x => x.Id == asked.Id && x.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(x => x.UsedAt, now), ct) == 1
            ? null
            : OrgsRefusals.WrongCode;
    }

    internal async Task<IReadOnlyList<Found>> AccountsOfAsync(MobileNumber number, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        var phones = await platform.Set<SignInPhone>().AsNoTracking().Where(x => x.Number == number.Digits).OrderBy(x => x.OrgId).ThenBy(x => x.UserId).ToListAsync(ct);
        var found = new List<Found>();
        foreach (var phone in phones)
            if (await FindAsync(phone.OrgId, phone.UserId, ct) is { } account)
                found.Add(account);
        return found;
    }

    private async Task<Found?> FindAsync(long orgId, long userId, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(orgId));
        return await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == userId && x.RemovedAt == null, ct) is { } user
            ? new(user, await db.Set<Org>().Where(x => x.Id == orgId).Select(x => x.Name).SingleAsync(ct))
            : null;
    }
}
