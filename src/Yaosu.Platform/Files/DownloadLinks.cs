using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Files;

/// <summary>Addresses under which one sign-in can fetch one file for ten minutes. Passed on to anybody else, or to another browser of the same person, they
/// lead nowhere.</summary>
public sealed class DownloadLinks(AppDbFactory databases, FileStore store, IDataProtectionProvider protection)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _protector = protection.CreateProtector("Yaosu.Platform.Files.DownloadLinks");

    /// <summary>The address to send the browser to; that the file is taken out of the console goes into the audit log.</summary>
    public async Task<Outcome<string>> CreateAsync(Actor actor, long fileId, CancellationToken ct = default)
    {
        if (await store.FindAsync(actor, fileId, ct) is not { } file)
            return StoreRefusals.NotFound;
        return await SealAsync(actor, actor, file, ct);
    }

    /// <summary>A file of another enterprise for somebody whose right to see it the caller has checked; its owner's log keeps that it was taken.</summary>
    /// <param name="owner">Whoever may read it, for the enterprise that it belongs to.</param>
    public async Task<Outcome<string>> LendAsync(Actor actor, Actor owner, long fileId, CancellationToken ct = default)
    {
        if (await store.FindAsync(owner, fileId, ct) is not { } file)
            return StoreRefusals.NotFound;
        return await SealAsync(actor, owner, file, ct);
    }

    private async Task<Outcome<string>> SealAsync(Actor actor, Actor owner, StoredFile file, CancellationToken ct)
    {
        await using var db = databases.Open(owner);
        db.Record(FileActions.Downloaded, new AuditObject(nameof(StoredFile), file.Id, file.Name));
        var saved = await db.TrySaveAsync(ct: ct);
        if (!saved.IsDone)
            return saved.Refusal!;
        return FileUrls.Download(_protector.Protect(Text(actor, file.Id, databases.Time.UtcNow() + Lifetime, file.OrgId)));
    }

    /// <summary>The file that the token opens for this actor now; null for any other token, actor or time.</summary>
    public async Task<StoredFile?> OpenAsync(Actor actor, string token, CancellationToken ct = default)
    {
        string[] parts;
        try
        {
            parts = _protector.Unprotect(token).Split('|');
        }
        catch (CryptographicException)
        {
            return null;
        }
        if (parts is not [var fileId, var expires, .., var owner] || !long.TryParse(fileId, CultureInfo.InvariantCulture, out var id) || !long.TryParse(expires, CultureInfo.InvariantCulture, out var ticks) || !long.TryParse(owner, CultureInfo.InvariantCulture, out var ownerId))
            return null;
        var until = new DateTime(ticks, DateTimeKind.Utc);
        if (until <= databases.Time.UtcNow() || string.Join('|', parts) != Text(actor, id, until, ownerId))
            return null;
        return await store.FindAsync(actor.IsOf(ownerId) ? actor : Actor.System(ownerId), id, ct);
    }

    private static string Text(Actor actor, long fileId, DateTime until, long ownerId) =>
        string.Create(CultureInfo.InvariantCulture, $"{fileId}|{until.Ticks}|{actor.OrgId}|{actor.UserId}|{actor.SessionId}|{ownerId}");
}
