using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>Whose account a name is.</summary>
[PlatformFact("A sign-in name is unique over all enterprises and must be found before the enterprise is known.")]
internal sealed class SignInName
{
    /// <summary>Normalised by <see cref="SignInNames.Normalise"/>.</summary>
    public required string Name { get; init; }

    public required long OrgId { get; init; }

    public required long UserId { get; init; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<SignInName>().ToTable("SignInNames", OrgsModule.SchemaName);
        entity.HasKey(x => x.Name);
        entity.Property(x => x.Name).HasMaxLength(SignInNames.Length);
    }
}
