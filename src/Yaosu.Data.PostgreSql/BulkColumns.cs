using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;
using Yaosu.Platform.Data;

namespace Yaosu.Data.PostgreSql;

/// <summary>How rows of one entity go into a binary COPY: compiled once per model, without boxing.</summary>
internal sealed class BulkColumns<T>
    where T : class
{
    private static readonly ConditionalWeakTable<IModel, BulkColumns<T>> Known = [];

    private BulkColumns(IEntityType entity)
    {
        Table = $"\"{entity.GetSchema()}\".\"{entity.GetTableName()}\"";
        All = [.. entity.GetProperties().Select(property => new Column(property))];
        Names = string.Join(", ", All.Select(column => $"\"{column.Name}\""));
    }

    internal string Table { get; }

    internal string Names { get; }

    internal IReadOnlyList<Column> All { get; }

    internal static BulkColumns<T> Of(AppDb db) => Known.GetValue(db.Model, model =>
        new(model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} is not an entity.")));

    internal async Task<long> CopyAsync(AppDb db, NpgsqlConnection connection, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        await using var writer = await connection.BeginBinaryImportAsync($"COPY {Table} ({Names}) FROM STDIN (FORMAT BINARY)", ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (row is IOwnedByOrg owned && owned.OrgId != db.OrgId)
                throw new OrgViolationException(typeof(T).Name, owned.OrgId, db.OrgId);
            // The importer fills a buffer and only goes to the wire when it is full, so the synchronous calls almost never wait.
#pragma warning disable MA0042, CA1849
            writer.StartRow();
            foreach (var column in All)
                column.Write(writer, row);
#pragma warning restore MA0042, CA1849
        }
        return (long)await writer.CompleteAsync(ct);
    }

    internal sealed class Column
    {
        private readonly Func<T, object?> _boxed;
        private readonly NpgsqlDbType _type;
        private readonly bool _isOrgId;

        internal Column(IProperty property)
        {
            Name = property.GetColumnName();
            _isOrgId = property.Name == nameof(IOwnedByOrg.OrgId);
            var mapping = property.GetRelationalTypeMapping();
            _type = TypeOf(mapping.StoreType);
            var row = Expression.Parameter(typeof(T));
            var value = StoredValue.Of(row, property);
            _boxed = Expression.Lambda<Func<T, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
            Write = Writer(row, value);
        }

        internal string Name { get; }

        internal Action<NpgsqlBinaryImporter, T> Write { get; }

        internal NpgsqlParameter Parameter(AppDb db, T row) =>
            new() { NpgsqlDbType = _type, Value = _isOrgId ? db.OrgId : _boxed(row) ?? DBNull.Value };

        private Action<NpgsqlBinaryImporter, T> Writer(ParameterExpression row, Expression value)
        {
            var importer = Expression.Parameter(typeof(NpgsqlBinaryImporter));
            var write = typeof(NpgsqlBinaryImporter).GetMethods().Single(m => m.Name == nameof(NpgsqlBinaryImporter.Write) && m.GetParameters() is [_, { ParameterType: var second }] && second == typeof(NpgsqlDbType));
            var writeNull = typeof(NpgsqlBinaryImporter).GetMethod(nameof(NpgsqlBinaryImporter.WriteNull))!;
            var bare = Nullable.GetUnderlyingType(value.Type) ?? value.Type;
            var held = Expression.Variable(value.Type);
            var writeValue = Expression.Call(importer, write.MakeGenericMethod(bare), Expression.Convert(held, bare), Expression.Constant(_type));
            Expression body = value.Type.IsValueType && bare == value.Type
                ? writeValue
                : Expression.IfThenElse(Expression.Equal(held, Expression.Constant(null, value.Type)), Expression.Call(importer, writeNull), writeValue);
            return Expression.Lambda<Action<NpgsqlBinaryImporter, T>>(Expression.Block([held], Expression.Assign(held, value), body), importer, row).Compile();
        }

        private static NpgsqlDbType TypeOf(string storeType) => storeType.Split('(')[0] switch
        {
            "bigint" => NpgsqlDbType.Bigint,
            "integer" => NpgsqlDbType.Integer,
            "smallint" => NpgsqlDbType.Smallint,
            "boolean" => NpgsqlDbType.Boolean,
            "text" => NpgsqlDbType.Text,
            "character varying" => NpgsqlDbType.Varchar,
            "bytea" => NpgsqlDbType.Bytea,
            "uuid" => NpgsqlDbType.Uuid,
            "date" => NpgsqlDbType.Date,
            "numeric" => NpgsqlDbType.Numeric,
            "double precision" => NpgsqlDbType.Double,
            _ when storeType.StartsWith("timestamp", StringComparison.Ordinal) => NpgsqlDbType.TimestampTz,
            _ => throw new NotSupportedException($"Bulk writing does not know the column type '{storeType}'."),
        };
    }
}
