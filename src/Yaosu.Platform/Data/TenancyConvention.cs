using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yaosu.Platform.Data;

/// <summary>Gives every owned entity its key, its filter and its OrgId, and refuses a model in which an entity is neither owned nor declared a fact of the
/// platform, or in which a foreign key could point into another enterprise.</summary>
internal static class TenancyConvention
{
    private static readonly MethodInfo OwnMethod = typeof(TenancyConvention).GetMethod(nameof(Own), BindingFlags.NonPublic | BindingFlags.Static)!;

    internal static void Apply(ModelBuilder model, AppDb db)
    {
        foreach (var entity in model.Model.GetEntityTypes().ToList())
        {
            if (typeof(IOwnedByOrg).IsAssignableFrom(entity.ClrType))
                OwnMethod.MakeGenericMethod(entity.ClrType).Invoke(null, [model, db]);
            if (typeof(IVersioned).IsAssignableFrom(entity.ClrType))
                model.Entity(entity.ClrType).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
        }
        foreach (var problem in Problems(model.Model))
            throw new InvalidOperationException(problem);
    }

    /// <summary>What is wrong with a model as far as enterprises are concerned; empty when nothing is.</summary>
    internal static IEnumerable<string> Problems(IReadOnlyModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            var name = entity.DisplayName();
            if (!typeof(IOwnedByOrg).IsAssignableFrom(entity.ClrType))
            {
                if (entity.ClrType.GetCustomAttribute<PlatformFactAttribute>() is null)
                    yield return $"{name} is neither {nameof(IOwnedByOrg)} nor marked as a {nameof(PlatformFactAttribute)[..^9]}.";
                continue;
            }
            if (entity.FindPrimaryKey() is not { } key || key.Properties.Count != 2 || key.Properties[0].Name != nameof(IOwnedByOrg.OrgId) || key.Properties[1].Name != nameof(IOwnedByOrg.Id))
                yield return $"{name} is owned by an enterprise, so its key must be (OrgId, Id).";
            if (entity.GetDeclaredQueryFilters().All(filter => filter.Key != AppDb.OrgFilter))
                yield return $"{name} has no '{AppDb.OrgFilter}' filter.";
            foreach (var foreignKey in entity.GetForeignKeys())
                if (typeof(IOwnedByOrg).IsAssignableFrom(foreignKey.PrincipalEntityType.ClrType)
                    && (foreignKey.Properties[0].Name != nameof(IOwnedByOrg.OrgId) || foreignKey.PrincipalKey.Properties[0].Name != nameof(IOwnedByOrg.OrgId)))
                    yield return $"{name} → {foreignKey.PrincipalEntityType.DisplayName()} could point into another enterprise: map it with BelongsTo.";
        }
    }

    private static void Own<T>(ModelBuilder model, AppDb db)
        where T : class, IOwnedByOrg
    {
        var entity = model.Entity<T>();
        entity.HasKey(nameof(IOwnedByOrg.OrgId), nameof(IOwnedByOrg.Id));
        entity.Property(x => x.OrgId).ValueGeneratedNever();
        entity.Property(x => x.Id).ValueGeneratedOnAdd();
        entity.HasQueryFilter(AppDb.OrgFilter, x => x.OrgId == db.OrgId);
    }
}

public static class OwnedMapping
{
    /// <summary>A reference to another row of the same enterprise: a composite foreign key (OrgId, XId). Deleting the target is refused while it is
    /// referenced, unless <paramref name="onDelete"/> says otherwise.</summary>
    public static ReferenceCollectionBuilder BelongsTo<T, TTarget>(
        this EntityTypeBuilder<T> entity, Expression<Func<T, long?>> reference, DeleteBehavior onDelete = DeleteBehavior.Restrict)
        where T : class, IOwnedByOrg
        where TTarget : class, IOwnedByOrg
    {
        var member = reference.Body is UnaryExpression unary ? (MemberExpression)unary.Operand : (MemberExpression)reference.Body;
        return entity.HasOne<TTarget>().WithMany().HasForeignKey(nameof(IOwnedByOrg.OrgId), member.Member.Name).OnDelete(onDelete);
    }

    /// <summary>People sort this column by name: it gets the engine's pinyin collation.</summary>
    public static PropertyBuilder<string> SortedByPinyin(this PropertyBuilder<string> property)
    {
        property.Metadata.SetAnnotation(PinyinAnnotation, true);
        return property;
    }

    /// <summary>A text without a length limit of its own: payloads, explanations.</summary>
    public static PropertyBuilder<string> LongText(this PropertyBuilder<string> property)
    {
        property.Metadata.SetMaxLength(null);
        return property;
    }

    /// <summary>The index holds rows alone whose flag is set: of those with the same key there is one at most.</summary>
    public static void OnlyWhere<T>(this IndexBuilder<T> index, string flag) => index.Metadata.SetAnnotation(OnlyWhereAnnotation, flag);

    public const string OnlyWhereAnnotation = "Yaosu:OnlyWhere";

    public const string PinyinAnnotation = "Yaosu:Pinyin";
}
