using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>How far the phone is, to the browser that asked.</summary>
public enum QrSignInStage
{
    [Label("待扫描")]
    Waiting,

    [Label("已扫描，请在手机上确认")]
    Scanned,

    [Label("已确认，正在登录")]
    Confirmed,

    [Label("已取消")]
    Refused,

    [Label("已过期")]
    Expired,
}

/// <summary>The browser's side of 扫码登录: it asks how far the phone is, and once that has confirmed it is let in. Public: whoever asks is nobody yet; his secret shows
/// that it was he who asked.</summary>
public sealed class SignInWithQr(AppDbFactory databases, SessionStore sessions, CompleteSignIn complete)
{
    public async Task<Outcome<QrSignInStage>> StageAsync(string id, string? secret, CancellationToken ct = default)
    {
        var found = await FindAsync(id, secret, ct);
        return !found.TryGet(out var asked) ? found.Refusal!
            : asked.State == QrSignInState.Used ? OrgsRefusals.QrUsed
            : StageOf(asked, databases.Time.UtcNow());
    }

    public async Task<Outcome<SignInStep>> RunAsync(string id, string? secret, string? address, string? device, CancellationToken ct = default)
    {
        var found = await FindAsync(id, secret, ct);
        if (!found.TryGet(out var asked))
            return found.Refusal!;
        if (asked.State == QrSignInState.Used)
            return OrgsRefusals.QrUsed;
        switch (StageOf(asked, databases.Time.UtcNow()))
        {
            case QrSignInStage.Refused:
                return OrgsRefusals.QrRefused;
            case QrSignInStage.Expired:
                return OrgsRefusals.QrExpired;
            case QrSignInStage.Waiting or QrSignInStage.Scanned:
                return OrgsRefusals.QrNotConfirmed;
        }
        await using (var platform = databases.OpenPlatform())
        {
            // Before anything else is done with it, so that of two at the same moment one comes too late.
            if (await platform.Set<QrSignIn>().Where(x => x.IdHash == asked.IdHash && x.State == QrSignInState.Confirmed).ExecuteUpdateAsync(set => set.SetProperty(x => x.State, QrSignInState.Used), ct) == 0)
                return OrgsRefusals.QrUsed;
        }
        await using var db = databases.Open(Actor.System(asked.OrgId!.Value));
        var user = await db.Set<User>().AsNoTracking().SingleAsync(x => x.Id == asked.UserId, ct);
        if (await complete.KeptOutAsync(user, SignInMethod.Qr, address, device, ct) is { } keptOut)
            return keptOut;
        // What ends the phone's session between its confirmation and here (a changed password, 强退) ends this sign-in, too.
        if (!await sessions.LivesAsync(asked.SessionId!, ct))
        {
            await complete.FailAsync(user, SignInMethod.Qr, address, device, "手机上的登录已结束", ct);
            return OrgsRefusals.QrPhoneSignedOut;
        }
        return await complete.RunAsync(user, SignInMethod.Qr, guessed: null, address, device, ct);
    }

    private static QrSignInStage StageOf(QrSignIn asked, DateTime now) => asked.State switch
    {
        QrSignInState.Refused => QrSignInStage.Refused,
        _ when asked.IsOver(now) => QrSignInStage.Expired,
        QrSignInState.Confirmed => QrSignInStage.Confirmed,
        QrSignInState.Scanned => QrSignInStage.Scanned,
        _ => QrSignInStage.Waiting,
    };

    private async Task<Outcome<QrSignIn>> FindAsync(string id, string? secret, CancellationToken ct)
    {
        var hash = QrSignIn.HashOf(id);
        await using var platform = databases.OpenPlatform();
        if (await platform.Set<QrSignIn>().AsNoTracking().SingleOrDefaultAsync(x => x.IdHash == hash, ct) is not { } asked)
            return OrgsRefusals.QrUnknown;
        return secret is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(asked.BrowserHash), Encoding.UTF8.GetBytes(QrSignIn.HashOf(secret)))
            ? asked
            : OrgsRefusals.QrOtherBrowser;
    }
}
