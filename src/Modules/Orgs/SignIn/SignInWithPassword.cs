using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>Public: whoever asks is nobody yet.</summary>
public sealed class SignInWithPassword(AppDbFactory databases, SignInThrottle throttle, CompleteSignIn complete)
{
    private const int PasswordCeiling = 1024;

    public async Task<Outcome<SignInStep>> RunAsync(string name, string password, string? address, string? device, CancellationToken ct = default)
    {
        var normalised = SignInNames.Normalise(name);
        if (normalised.Length is 0 or > SignInNames.Length || password.Length is 0 or > PasswordCeiling)
            return OrgsRefusals.WrongNameOrPassword;
        if (!throttle.TryBegin(normalised))
            return OrgsRefusals.TooManyTries;

        var started = Stopwatch.GetTimestamp();
        var user = await FindAsync(normalised, ct);
        // The hash is worked out on another thread: a quarter of a second of arithmetic would hold up a circuit.
        if (await Task.Run(() => Passwords.Check(password, user?.PasswordHash), ct))
            return await complete.RunAsync(user!, SignInMethod.Password, normalised, address, device, ct);

        if (user is not null)
            await complete.FailAsync(user, SignInMethod.Password, address, device, "密码不正确", ct);
        await SameTime.WaitAsync(started, ct);
        return OrgsRefusals.WrongNameOrPassword;
    }

    private async Task<User?> FindAsync(string name, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        if (await platform.Set<SignInName>().AsNoTracking().SingleOrDefaultAsync(x => x.Name == name, ct) is not { } found)
            return null;
        await using var db = databases.Open(Actor.System(found.OrgId));
        return await db.Set<User>().AsNoTracking().SingleAsync(x => x.Id == found.UserId, ct);
    }
}
