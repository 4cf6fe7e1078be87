using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>What a code sent to a phone is good for.</summary>
public enum PhoneCodeUse
{
    SignIn,
    NewPassword,
}

/// <summary>A code that was asked for. Also kept for numbers that nobody has, whose code went nowhere: so all numbers are answered alike.</summary>
[PlatformFact("A phone is one phone, whichever enterprises have accounts with its number.")]
internal sealed class PhoneCode
{
    public const int MostTries = 5;
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    public required string Id { get; init; }

    public required string Number { get; init; }

    public required PhoneCodeUse Use { get; init; }

    public required string CodeHash { get; init; }

    public required DateTime AskedAt { get; init; }

    public int Tries { get; set; }

    /// <summary>Null until it was right once.</summary>
    public DateTime? UsedAt { get; set; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<PhoneCode>().ToTable("PhoneCodes", OrgsModule.SchemaName);
        entity.HasKey(x => x.Id);
        entity.Property(x => x.Id).HasMaxLength(32);
        entity.Property(x => x.Number).HasMaxLength(MobileNumber.Length);
        entity.Property(x => x.CodeHash).HasMaxLength(200);
        entity.HasIndex(x => new { x.Number, x.AskedAt });
        entity.HasIndex(x => x.AskedAt);
    }
}
