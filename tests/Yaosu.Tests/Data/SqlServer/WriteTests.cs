using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Yaosu.Data.SqlServer;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;

namespace Yaosu.Tests.Data.SqlServer;

/// <summary>Every entity is inserted, changed, deleted and written in bulk in dry run: the driver makes its typed parameters, the statements must fit the schema.</summary>
public sealed class WriteTests
{
    private const long OrgId = 7;

    private static readonly MethodInfo BulkMethod = typeof(WriteTests).GetMethod(nameof(BulkAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Entities => [.. SqlServerModel.Product.Model.GetEntityTypes().Select(entity => entity.Name)];

    [Theory]
    [MemberData(nameof(Entities))]
    public void Rows_are_inserted_changed_and_deleted_by_sound_statements(string entity)
    {
        var statements = new List<string>();
        foreach (var state in (EntityState[])[EntityState.Added, EntityState.Modified, EntityState.Deleted])
            statements.AddRange(DryRun.Watch(() =>
            {
                using var db = SqlServerModel.Product.Open(Actor.System(OrgId));
                db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
                db.Entry(Sample(db.Model.FindEntityType(entity)!)).State = state;
                db.SaveRawAsync(Ct).GetAwaiter().GetResult();
            }));
        // A row that is nothing but its key can't be changed.
        var isOnlyKey = SqlServerModel.Product.Model.FindEntityType(entity)!.GetProperties().All(property => property.IsPrimaryKey());
        statements.Should().HaveCount(isOnlyKey ? 2 : 3);
        statements.SelectMany(SqlServerModel.Product.Problems).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task Rows_go_through_the_bulk_reader_with_the_types_of_their_columns(string entity)
    {
        var type = SqlServerModel.Product.Model.FindEntityType(entity)!;
        await (Task)BulkMethod.MakeGenericMethod(type.ClrType).Invoke(null, [type.Name])!;
    }

    [Fact]
    public async Task A_bulk_row_of_another_enterprise_is_refused()
    {
        await using var db = SqlServerModel.Product.Open(Actor.System(OrgId + 1));
        var row = (AuditHead)Sample(db.Model.FindEntityType(typeof(AuditHead))!);
        await using var reader = new BulkReader<AuditHead>(BulkTable<AuditHead>.Of(db), db, Stream(row), Ct);
        var read = () => reader.ReadAsync(Ct);
        await read.Should().ThrowAsync<OrgViolationException>();
    }

    [Fact]
    public void A_row_is_inserted_only_when_it_is_missing()
    {
        var statements = DryRun.Watch(() =>
        {
            using var db = SqlServerModel.Product.Open(Actor.System(OrgId));
            db.Engine.InsertIfMissingAsync(db, new AuditHead { Id = AuditHead.OnlyId }, Ct).GetAwaiter().GetResult();
        });
        var statement = statements.Should().ContainSingle().Subject;
        SqlServerModel.Product.Problems(statement).Should().BeEmpty();
        statement.Should().Contain("WHERE NOT EXISTS (SELECT 1 FROM [platform].[AuditHeads] WHERE [OrgId] = @c0 AND [Id] = @c1)").And.Contain("2601, 2627");
    }

    [Fact]
    public void Ids_are_taken_in_one_statement()
    {
        var statements = DryRun.Watch(() =>
        {
            using var db = SqlServerModel.Product.Open(Actor.System(OrgId));
            db.Engine.TakeIdsAsync(db, 1000, Ct).GetAwaiter().GetResult();
        });
        statements.Should().ContainSingle().Which.Trim().Should().Be(SqlServerEngine.TakeIds);
        KeySequence.BlocksFor(1000).Should().Be(4);
    }

    [Fact]
    public void Topics_travel_as_one_parameter() =>
        PollingTransport.Json([new LiveTopic(1, "jobs"), new LiveTopic(0, "系统\"公告")]).Should().Be("""[{"OrgId":1,"Topic":"jobs"},{"OrgId":0,"Topic":"\u7CFB\u7EDF\u0022\u516C\u544A"}]""");

    [Fact]
    public void The_driver_types_its_parameters()
    {
        // The first parameter loads an assembly that the driver expects beside it.
        using var command = new SqlCommand();
        foreach (var value in (object[])[1L, 1, true, "文本", 1.5m, Guid.NewGuid(), new byte[] { 1 }, new DateTime(2026, 1, 1), new DateOnly(2026, 1, 1), DBNull.Value])
            command.Parameters.AddWithValue($"@p{command.Parameters.Count}", value);
        command.Parameters.Cast<SqlParameter>().Select(parameter => parameter.SqlDbType.ToString()).Should()
            .Equal("BigInt", "Int", "Bit", "NVarChar", "Decimal", "UniqueIdentifier", "VarBinary", "DateTime", "Date", "NVarChar");
    }

    private static async Task BulkAsync<T>(string entity)
        where T : class
    {
        await using var db = SqlServerModel.Product.Open(Actor.System(OrgId));
        var table = BulkTable<T>.Of(db);
        var row = (T)Sample(db.Model.FindEntityType(entity)!);
        await using var reader = new BulkReader<T>(table, db, Stream(row), Ct);

        (await reader.ReadAsync(Ct)).Should().BeTrue();
        reader.FieldCount.Should().Be(table.Columns.Count).And.Be(db.Model.FindEntityType(entity)!.GetProperties().Count());
        for (var i = 0; i < reader.FieldCount; i++)
        {
            reader.GetOrdinal(reader.GetName(i)).Should().Be(i);
            if (reader.GetValue(i) is not DBNull and var value)
                value.GetType().Should().Be(reader.GetFieldType(i), reader.GetName(i)).And.Be(DriverTypeOf(entity, reader.GetName(i)), reader.GetName(i));
        }
        (await reader.ReadAsync(Ct)).Should().BeFalse();
        reader.Count.Should().Be(1);

        // The same columns by name, in a statement: what the bulk protocol is told to fill exists.
        SqlServerModel.Product.Problems($"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(column => SqlServerEngine.Quoted(column.Name)))}) SELECT {string.Join(", ", table.Columns.Select(_ => "NULL"))};")
            .Should().BeEmpty();
    }

    private static Type DriverTypeOf(string entity, string column)
    {
        var property = SqlServerModel.Product.Model.FindEntityType(entity)!.GetProperties().Single(property => property.GetColumnName() == column);
        return property.GetColumnType().Split('(')[0] switch
        {
            "bigint" => typeof(long),
            "int" => typeof(int),
            "smallint" => typeof(short),
            "bit" => typeof(bool),
            "nvarchar" => typeof(string),
            "varbinary" or "binary" => typeof(byte[]),
            "datetime2" or "date" => typeof(DateTime),
            "time" => typeof(TimeSpan),
            "uniqueidentifier" => typeof(Guid),
            "decimal" => typeof(decimal),
            "float" => typeof(double),
            var other => throw new NotSupportedException($"{entity}.{column}: say which type the bulk protocol takes for {other}."),
        };
    }

    private static async IAsyncEnumerable<T> Stream<T>(T row)
    {
        await Task.Yield();
        yield return row;
    }

    /// <summary>A row with a value in every column.</summary>
    private static object Sample(IReadOnlyEntityType entity)
    {
        var row = RuntimeHelpers.GetUninitializedObject(entity.ClrType);
        foreach (var property in entity.GetProperties().Where(property => property.FieldInfo is not null || property.PropertyInfo?.SetMethod is not null))
        {
            var value = ValueOf(property);
            if (property.PropertyInfo?.SetMethod is { } setter)
                setter.Invoke(row, [value]);
            else
                property.FieldInfo!.SetValue(row, value);
        }
        return row;
    }

    private static object ValueOf(IReadOnlyProperty property) => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) switch
    {
        _ when property.Name == nameof(IOwnedByOrg.OrgId) => OrgId,
        var type when type == typeof(string) => "文",
        var type when type == typeof(long) => 3L,
        var type when type == typeof(int) => 3,
        var type when type == typeof(short) => (short)3,
        var type when type == typeof(bool) => true,
        var type when type == typeof(DateTime) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        var type when type == typeof(DateOnly) => new DateOnly(2026, 1, 1),
        var type when type == typeof(TimeOnly) => new TimeOnly(8, 30),
        var type when type == typeof(TimeSpan) => TimeSpan.FromHours(1),
        var type when type == typeof(Guid) => Guid.NewGuid(),
        var type when type == typeof(byte[]) => new byte[] { 1 },
        var type when type == typeof(decimal) => 1.5m,
        var type when type == typeof(double) => 1.5,
        var type when type == typeof(List<string>) => new List<string> { "文" },
        var type when type.IsEnum => Enum.GetValues(type).GetValue(0)!,
        _ when property.GetTypeMapping().Converter is { } converter && converter.ProviderClrType == typeof(string) => converter.ConvertFromProvider("x")!,
        var type => throw new NotSupportedException($"Say what a sample {type.Name} is, for {property.DeclaringType.DisplayName()}.{property.Name}."),
    };
}
