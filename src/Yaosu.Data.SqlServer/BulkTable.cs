using System.Data.Common;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Yaosu.Platform.Data;

namespace Yaosu.Data.SqlServer;

/// <summary>How rows of one entity go into its table without the change tracker: compiled once per model.</summary>
internal sealed class BulkTable<T>
    where T : class
{
    private static readonly ConditionalWeakTable<IModel, BulkTable<T>> Known = [];

    private readonly IReadOnlyList<int> _key;

    private BulkTable(IEntityType entity)
    {
        Name = SqlServerEngine.TableOf(entity);
        var properties = entity.GetProperties().ToList();
        Columns = [.. properties.Select(property => new Column(property))];
        _key = [.. entity.FindPrimaryKey()!.Properties.Select(property => properties.IndexOf(property))];
    }

    internal string Name { get; }

    internal IReadOnlyList<Column> Columns { get; }

    internal static BulkTable<T> Of(AppDb db) => Known.GetValue(db.Model, model =>
        new(model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} is not an entity.")));

    /// <summary>Two writers may both find nothing; the later one waits at the unique key and is told of the duplicate, which ends the statement but not the
    /// transaction.</summary>
    internal string InsertIfMissing(Func<int, string> parameter) => $"""
        BEGIN TRY
            INSERT INTO {Name} ({string.Join(", ", Columns.Select(column => SqlServerEngine.Quoted(column.Name)))})
            SELECT {string.Join(", ", Columns.Select((_, i) => parameter(i)))}
            WHERE NOT EXISTS (SELECT 1 FROM {Name} WHERE {string.Join(" AND ", _key.Select(i => $"{SqlServerEngine.Quoted(Columns[i].Name)} = {parameter(i)}"))});
        END TRY
        BEGIN CATCH
            IF ERROR_NUMBER() NOT IN (2601, 2627) THROW;
        END CATCH
        """;

    internal sealed class Column
    {
        private readonly IProperty _property;
        private readonly Func<T, object?> _stored;
        private readonly bool _isOrgId;

        internal Column(IProperty property)
        {
            _property = property;
            _isOrgId = property.Name == nameof(IOwnedByOrg.OrgId) && typeof(IOwnedByOrg).IsAssignableFrom(typeof(T));
            var row = Expression.Parameter(typeof(T));
            var value = StoredValue.Of(row, property);
            _stored = Expression.Lambda<Func<T, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
            Name = property.GetColumnName();
            Type = DriverType(Nullable.GetUnderlyingType(value.Type) ?? value.Type);
        }

        internal string Name { get; }

        internal Type Type { get; }

        internal object ValueOf(T row) => _stored(row) switch
        {
            null => DBNull.Value,
            DateOnly date => date.ToDateTime(TimeOnly.MinValue),
            TimeOnly time => time.ToTimeSpan(),
            var value => value,
        };

        internal DbParameter Parameter(SqlCommand factory, string name, AppDb db, T row) => _property.GetRelationalTypeMapping()
            .CreateParameter(factory, name, _isOrgId ? db.OrgId : _property.GetGetter().GetClrValue(row), _property.IsNullable);

        /// <summary>SqlBulkCopy knows the older of the date types only.</summary>
        private static Type DriverType(Type type) => type == typeof(DateOnly) ? typeof(DateTime) : type == typeof(TimeOnly) ? typeof(TimeSpan) : type;
    }
}
