using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Preferences;

/// <summary>Everyone has his own; the last of two tabs wins.</summary>
internal sealed class TablePreferences(AppDbFactory databases) : IPreferences
{
    public async Task<T?> GetAsync<T>(Actor actor, string key, CancellationToken ct = default)
        where T : class
    {
        await using var db = databases.Open(actor);
        if (await Own(db, key).Select(x => x.Json).SingleOrDefaultAsync(ct) is not { } json)
            return null;
        try
        {
            return StoredJson.Read<T>(json);
        }
        catch (JsonException)
        {
            // Written by another version of the page.
            return null;
        }
    }

    public async Task SetAsync<T>(Actor actor, string key, T value, CancellationToken ct = default)
        where T : class
    {
        // Whoever looks through the eyes of a role leaves no trace of how he likes his lists.
        if (actor.ViewingAs is not null)
            return;
        var json = StoredJson.Write(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, Preference.KeyLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(json.Length, Preference.JsonLength, nameof(value));
        await using var db = databases.Open(actor);
        if (await OverwriteAsync() > 0)
            return;
        try
        {
            db.Add(new Preference { UserId = actor.UserId, Key = key, Json = json });
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (db.Engine.IsUniqueViolation(e))
        {
            // Another tab was faster with the first value; ours is newer.
            await OverwriteAsync();
        }

        Task<int> OverwriteAsync() => Own(db, key).ExecuteUpdateAsync(set => set.SetProperty(x => x.Json, json), ct);
    }

    private static IQueryable<Preference> Own(AppDb db, string key)
    {
        var me = db.Actor.UserId;
        return db.Set<Preference>().Where(x => x.UserId == me && x.Key == key);
    }
}
