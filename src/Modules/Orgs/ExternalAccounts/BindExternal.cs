using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.ExternalAccounts;

/// <summary>Everyone may bind an external account of his own and, knowing his password, unbind it again.</summary>
public sealed class BindExternal(AppDbFactory databases, ExternalFlow flow, SignInTickets tickets, SignInThrottle throttle)
{
    private const string TicketKind = "bind external";

    /// <param name="Account">Null while none is bound.</param>
    public sealed record Mine(string Key, string Name, string? Account, DateTime? BoundAt);

    private sealed record Wanted(long UserId, string Provider);

    /// <summary>Empty when the operator has configured none, and for the account of a certificate, which opens by that alone.</summary>
    public async Task<IReadOnlyList<Mine>> OfSelfAsync(Actor actor, CancellationToken ct = default)
    {
        if (flow.Providers.Count == 0)
            return [];
        await using var db = databases.Open(actor);
        if (await IsCertificateAsync(db, ct))
            return [];
        var bound = await db.Set<ExternalAccount>().AsNoTracking().Where(x => x.OrgId == actor.OrgId && x.UserId == actor.UserId).ToListAsync(ct);
        return [.. flow.Providers.Select(provider => (provider, Account: bound.Find(x => x.Provider == provider.Key))).Select(x => new Mine(x.provider.Key, x.provider.Name, x.Account?.Name, x.Account?.BoundAt))];
    }

    /// <summary>For the address that starts binding: a foreign page can't make one, so nobody is made to bind an account that isn't his.</summary>
    public string WishOf(Actor actor, string provider) => tickets.Seal(TicketKind, new Wanted(actor.UserId, provider));

    public async Task<Outcome<ExternalFlow.Begun>> BeginAsync(Actor actor, string provider, string? wish, string returnTo, string returnUrl, CancellationToken ct = default)
    {
        if (actor.ViewingAs is not null)
            return Actor.OnlyViewing;
        return tickets.Open<Wanted>(TicketKind, wish) is { } wanted && wanted.UserId == actor.UserId && wanted.Provider == provider
            ? await flow.BeginAsync(provider, returnTo, returnUrl, bindFor: actor.UserId, ct)
            : OrgsRefusals.ExternalNotAsked;
    }

    public async Task<Outcome> UnbindAsync(Actor actor, string provider, string password, CancellationToken ct = default)
    {
        var guesses = $"password of {actor.UserId}";
        if (!throttle.TryBegin(guesses))
            return OrgsRefusals.TooManyTries;
        await using var db = databases.Open(actor);
        var user = await db.Set<User>().SingleAsync(x => x.Id == actor.UserId, ct);
        if (password.Length is 0 or > PasswordRules.MaxLength || !await Task.Run(() => Passwords.Check(password, user.PasswordHash), ct))
            return OrgsRefusals.WrongCurrentPassword;
        throttle.Succeeded(guesses);
        var bound = await db.Set<ExternalAccount>().Where(x => x.OrgId == actor.OrgId && x.UserId == actor.UserId).ToListAsync(ct);
        if (bound.Find(x => x.Provider == provider) is not { } account)
            return Outcome.Done;
        if (user.IsMain && bound.Count == 1 && await db.Set<Org>().AnyAsync(x => x.Id == actor.OrgId && x.ConsoleOpenedAt != null, ct))
            return OrgsRefusals.ExternalStillNeeded;
        db.Remove(account);
        db.Record(OrgsActions.ExternalUnbound, new AuditObject(nameof(User), user.Id, user.Name), $"{NameOf(provider)}：{account.Name}");
        return await db.TrySaveAsync(changedMeanwhile: OrgsRefusals.ProfileChangedMeanwhile, ct: ct);
    }

    internal async Task<Outcome> BindAsync(Actor actor, ExternalFlow.Identity identity, CancellationToken ct)
    {
        if (actor.ViewingAs is not null)
            return Actor.OnlyViewing;
        await using var db = databases.Open(actor);
        // It would let in whoever held the certificate, also after that was revoked.
        if (await IsCertificateAsync(db, ct))
            return OrgsRefusals.CertificateBindsNothing;
        var (provider, hash) = (identity.Provider.Key, ExternalAccount.HashOf(identity.Subject));
        var found = await db.Set<ExternalAccount>().AsNoTracking().Where(x => x.Provider == provider && (x.SubjectHash == hash || (x.OrgId == actor.OrgId && x.UserId == actor.UserId))).ToListAsync(ct);
        if (found.Exists(x => x.SubjectHash == hash && x.OrgId == actor.OrgId && x.UserId == actor.UserId))
            return Outcome.Done;
        if (found.Exists(x => x.SubjectHash == hash))
            return OrgsRefusals.ExternalTaken(identity.Provider.Name);
        if (found.Count > 0)
            return OrgsRefusals.ExternalHasOne(identity.Provider.Name);
        db.Add(new ExternalAccount { Provider = provider, SubjectHash = hash, OrgId = actor.OrgId, UserId = actor.UserId, Name = identity.Name, BoundAt = db.Time.UtcNow() });
        db.Record(OrgsActions.ExternalBound, new AuditObject(nameof(User), actor.UserId, actor.Name), $"{identity.Provider.Name}：{identity.Name}");
        // Of two at the same moment, one comes too late.
        return await db.TrySaveAsync(duplicate: OrgsRefusals.ExternalTaken(identity.Provider.Name), ct: ct);
    }

    private static Task<bool> IsCertificateAsync(AppDb db, CancellationToken ct) => db.Set<User>().AnyAsync(x => x.Id == db.Actor.UserId && x.Certificate != null, ct);

    private string NameOf(string provider) => flow.Find(provider)?.Name ?? provider;
}
