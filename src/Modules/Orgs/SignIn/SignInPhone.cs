using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>Whose accounts a mobile number opens; follows what stands in the accounts.</summary>
[PlatformFact("A number may be that of accounts in several enterprises, and must be found before the enterprise is known.")]
internal sealed class SignInPhone
{
    public required string Number { get; init; }

    public required long OrgId { get; init; }

    public required long UserId { get; init; }

    /// <summary>In the caller's save, whenever an account's number may have changed.</summary>
    internal static async Task FollowAsync(AppDb db, User user, CancellationToken ct)
    {
        // A certificate's account is opened by its certificate alone.
        var wanted = user is { RemovedAt: null, Certificate: null } ? DigitsOf(user.Phone) : null;
        var has = await db.Set<SignInPhone>().Where(x => x.OrgId == db.OrgId && x.UserId == user.Id).ToListAsync(ct);
        db.RemoveRange(has.Where(x => x.Number != wanted));
        if (wanted is not null && has.TrueForAll(x => x.Number != wanted))
            db.Add(new SignInPhone { Number = wanted, OrgId = db.OrgId, UserId = user.Id });
    }

    /// <summary>Of a new account.</summary>
    internal static void Add(AppDb db, User user)
    {
        if (DigitsOf(user.Phone) is { } number)
            db.Add(new SignInPhone { Number = number, OrgId = db.OrgId, UserId = user.Id });
    }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<SignInPhone>().ToTable("SignInPhones", OrgsModule.SchemaName);
        entity.HasKey(x => new { x.Number, x.OrgId, x.UserId });
        entity.Property(x => x.Number).HasMaxLength(MobileNumber.Length);
        entity.HasIndex(x => new { x.OrgId, x.UserId });
    }

    private static string? DigitsOf(string? phone) => MobileNumber.Parse(phone).TryGet(out var number) ? number.Digits : null;
}
