using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.ApiKeys;

/// <summary>Ends a secret, or a key with all of them. The next request with it is refused.</summary>
public sealed class RevokeApiKey(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long keyId, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageApiKeys) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<ApiKey>().SingleOrDefaultAsync(x => x.Id == keyId && x.RevokedAt == null, ct) is not { } key)
            return OrgsRefusals.ApiKeyNotFound;
        key.RevokedAt = databases.Time.UtcNow();
        db.Record(OrgsActions.ApiKeyRevoked, key);
        return await db.TrySaveAsync(OrgsRefusals.ApiKeyChangedMeanwhile, ct: ct);
    }

    public async Task<Outcome> SecretAsync(Actor actor, long keyId, long secretId, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageApiKeys) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var key = await db.Set<ApiKey>().SingleOrDefaultAsync(x => x.Id == keyId, ct);
        var secret = await db.Set<ApiSecret>().SingleOrDefaultAsync(x => x.Id == secretId && x.ApiKeyId == keyId, ct);
        if (key is null || secret is null)
            return OrgsRefusals.ApiKeyNotFound;
        if (secret.RevokedAt is not null)
            return Outcome.Done;
        secret.RevokedAt = databases.Time.UtcNow();
        db.Record(OrgsActions.ApiSecretRevoked, key, $"末四位 {secret.Ending}");
        return await db.TrySaveAsync(OrgsRefusals.ApiKeyChangedMeanwhile, ct: ct);
    }
}
