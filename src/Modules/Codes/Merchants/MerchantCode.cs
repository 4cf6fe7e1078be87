using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Merchants;

/// <summary>A code that some merchant has or had.</summary>
[PlatformFact("A merchant's code is one over all enterprises, and stays taken when its merchant is gone.")]
internal sealed class MerchantCode
{
    public const int Length = 6;

    /// <summary>Without those that are read as another: 0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B; and V, which is read as U.</summary>
    internal const string Characters = "34679ACDEFGHJKMNPQRTUWXY";

    private const int Tries = 20;

    public required string Code { get; init; }

    public required long OrgId { get; init; }

    public required long MerchantId { get; init; }

    /// <returns>A code that nobody has; null when chance was against it again and again.</returns>
    internal static async Task<string?> FreeAsync(AppDbFactory databases, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        for (var i = 0; i < Tries; i++)
        {
            var code = RandomNumberGenerator.GetString(Characters, Length);
            if (!await platform.Set<MerchantCode>().AnyAsync(x => x.Code == code, ct))
                return code;
        }
        return null;
    }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<MerchantCode>().ToTable("MerchantCodes", CodesModule.SchemaName);
        entity.HasKey(x => x.Code);
        entity.Property(x => x.Code).HasMaxLength(Length);
    }
}
