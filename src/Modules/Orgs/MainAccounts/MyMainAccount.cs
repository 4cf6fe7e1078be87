using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.MainAccounts;

/// <summary>What is going on about the main account, as far as the actor is concerned: everyone may ask, and sees what he may end, accept or object to.</summary>
public sealed class MyMainAccount(AppDbFactory databases)
{
    internal const string Topic = "main-account";

    /// <param name="FromName">Of the main account.</param>
    public sealed record Transfer(long Id, MainAccountChangeState State, string FromName, string ToName, bool IsMine, DateTime LapsesAt);

    public sealed record Filing(long Id, int Version, MainAccountChangeKind Kind, string Name, string Mobile, DateTime At, DateTime? ObjectedAt, string? ObjectedWhy);

    public sealed record Colleague(long Id, string Name, string SignInName);

    /// <param name="HasSecondStep">The actor's own sign-in asks for a code.</param>
    /// <param name="Colleagues">Who could take the place, with a password to agree by; for the main account alone, as the filings are.</param>
    /// <param name="Filings">From outside, still undecided.</param>
    public sealed record Shown(bool IsMain, bool HasSecondStep, Transfer? Open, IReadOnlyList<Filing> Filings, IReadOnlyList<Colleague> Colleagues);

    /// <param name="forBanner">Leaves the colleagues out: every open page of a main account asks.</param>
    public async Task<Outcome<Shown>> RunAsync(Actor actor, bool forBanner = false, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var isMain = actor.IsMain && actor.ViewingAs is null;
        var now = db.Time.UtcNow();
        var open = (await db.Set<MainAccountChange>().AsNoTracking()
            .Where(x => x.OrgId == actor.OrgId && (x.State == MainAccountChangeState.Offered || x.State == MainAccountChangeState.Waiting)).OrderBy(x => x.Id).ToListAsync(ct)).FindAll(x => x.IsOpen(now));
        var transfer = open.Find(x => x.Kind == MainAccountChangeKind.Transfer && (isMain || x.ToId == actor.UserId));
        var main = transfer is null ? "" : await db.Set<User>().Where(x => x.Id == transfer.FromId).Select(x => x.Name).SingleAsync(ct);
        var hasSecondStep = await db.Set<User>().AnyAsync(x => x.Id == actor.UserId && x.SecondFactor != null, ct);
        return new Shown(isMain, hasSecondStep,
            transfer is null ? null : new(transfer.Id, transfer.State, main, transfer.ToName, transfer.FromId == actor.UserId, transfer.LapsesAt!.Value),
            isMain ? [.. open.Where(x => x.Kind != MainAccountChangeKind.Transfer).Select(x => new Filing(x.Id, x.Version, x.Kind, x.ToName, MobileNumber.Parse(x.Mobile).Value.Masked, x.CreatedAt, x.ObjectedAt, x.ObjectedWhy))] : [],
            isMain && !forBanner ? await db.Set<User>().Where(x => !x.IsMain && !x.IsDisabled && x.RemovedAt == null && x.Certificate == null).OrderBy(x => x.Name).Take(2_000).Select(x => new Colleague(x.Id, x.Name, x.SignInName)).ToListAsync(ct) : []);
    }
}
