using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.ApiKeys;

/// <summary>Gives a key a second secret, so that the program can change over before the first is revoked.</summary>
public sealed class AddSecret(AppDbFactory databases)
{
    public const int MostDays = 730;

    /// <returns>The secret, told this once.</returns>
    public async Task<Outcome<string>> RunAsync(Actor actor, long keyId, int validDays, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageApiKeys) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<ApiKey>().SingleOrDefaultAsync(x => x.Id == keyId && x.RevokedAt == null, ct) is not { } key)
            return OrgsRefusals.ApiKeyNotFound;
        var outcome = Outcome.Done;
        var secret = "";
        await db.InTransactionAsync(async () =>
        {
            await Enterprises.OneAtATime.InOrgAsync(db, ct);
            var now = databases.Time.UtcNow();
            if (await db.Set<ApiSecret>().CountAsync(x => x.ApiKeyId == keyId && x.RevokedAt == null && x.ExpiresAt > now, ct) >= ApiSecret.MostLive)
            {
                outcome = OrgsRefusals.TwoSecretsAlready;
                return;
            }
            secret = To(db, keyId, validDays);
            db.Record(OrgsActions.ApiSecretAdded, key);
            await db.SaveChangesAsync(ct);
        }, ct);
        return outcome.IsDone ? secret : outcome.Refusal!;
    }

    /// <summary>In the caller's save.</summary>
    internal static string To(AppDb db, long keyId, int validDays)
    {
        var now = db.Time.UtcNow();
        var text = ApiSecret.NewText();
        var secret = new ApiSecret { ApiKeyId = keyId, Ending = text[^4..], CreatedAt = now, ExpiresAt = now.AddDays(Math.Clamp(validDays, 1, MostDays)) };
        db.Add(secret);
        db.Add(new ApiSecretOwner { Hash = ApiSecret.HashOf(text), OrgId = db.OrgId, SecretId = secret.Id, ExpiresAt = secret.ExpiresAt });
        return text;
    }
}
