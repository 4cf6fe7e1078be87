using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Yaosu.Data.SqlServer;
using Yaosu.Tests.Data.SqlServer.TSql;

namespace Yaosu.Tests.Data.SqlServer;

/// <summary>Every script and statement of the SQL Server side parses and names only what exists; faults planted in them are found.</summary>
public sealed class ScriptTests
{
    [Fact]
    public void The_creation_script_is_sound() => TSqlCheck.Problems(SqlServerModel.Product.CreateScript, new()).Should().BeEmpty();

    [Fact]
    public void Every_migration_is_sound_one_after_the_other()
    {
        var schema = Migrated(MigrationsSqlGenerationOptions.Script, out var problems);
        problems.Should().BeEmpty();
        AfterMigration(schema).Should().BeEmpty();
    }

    [Fact]
    public void The_script_for_administrators_is_sound_and_makes_what_the_model_needs()
    {
        var schema = Migrated(MigrationsSqlGenerationOptions.Idempotent, out var problems);
        problems.Should().BeEmpty();
        using var db = SqlServerModel.Product.Databases.OpenPlatform();
        if (!db.Database.GetMigrations().Any())
            return;
        var wanted = new TSqlSchema();
        TSqlCheck.Problems(SqlServerModel.Product.CreateScript, wanted);
        foreach (var (name, table) in wanted.Tables)
            schema.Tables.Should().ContainKey(name).WhoseValue.Columns.Should().BeEquivalentTo(table.Columns, because: name);
        schema.Sequences.Should().BeEquivalentTo(wanted.Sequences);
    }

    [Fact]
    public void Append_only_tables_get_a_trigger_that_refuses_changes()
    {
        var schema = new TSqlSchema();
        TSqlCheck.Problems(SqlServerModel.Product.CreateScript, schema);
        AfterMigration(schema).Should().BeEmpty();
        Statements().Should().Contain(statement => statement.Contains("ON [platform].[AuditEntries] AFTER UPDATE, DELETE") && statement.Contains("THROW"));
    }

    [Theory]
    [InlineData(SqlServerEngine.TakeIds)]
    [InlineData(SqlServerEngine.TakeMigrationLock)]
    [InlineData(SqlServerEngine.ReadSettings)]
    [InlineData(PollingTransport.Send)]
    [InlineData(PollingTransport.Now)]
    [InlineData(PollingTransport.Look)]
    [InlineData(PollingTransport.Clean)]
    public void The_engines_own_statements_are_sound(string statement) => SqlServerModel.Product.Problems(statement).Should().BeEmpty();

    [Fact]
    public void The_database_is_created_so_that_readers_and_writers_do_not_wait_for_each_other()
    {
        var statements = new SqlServerEngine("Server=s;Database=药溯]1").CreateStatements().ToList();
        statements.Should().HaveCount(2).And.Contain(statement => statement.Contains("READ_COMMITTED_SNAPSHOT ON"));
        foreach (var statement in statements)
            TSqlCheck.Problems(statement, new()).Should().BeEmpty();
    }

    /// <summary>What is replaced, by what, and what the check says of it.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { "PRIMARY KEY ([OrgId], [Id])", "PRIMARY KEY ([OrgId], [Ident])", "has no column 'Ident'" },
        { "CREATE TABLE [platform].[AuditHeads]", "CREATE TABLE [plattform].[AuditHeads]", "no schema 'plattform'" },
        { "[Sequence] bigint NOT NULL,", "[Sequence] bigint NOT NULL", "Incorrect syntax" },
        { "ON [platform].[AuditEntries] ([OrgId], [At])", "ON [platform].[AuditEntries] ([OrgId], [Att])", "has no column 'Att'" },
        { "ON [platform].[AuditEntries] ([OrgId], [At])", "ON [orgs].[AuditEntries] ([OrgId], [At])", "no table 'orgs.AuditEntries'" },
        { "[ActorId] bigint NOT NULL,", "[ActorId] bigint NOT NULL, [ActorId] bigint NOT NULL,", "two columns 'ActorId'" },
        { "[Action] nvarchar(80) NOT NULL,", "[Action] nvarchar(80) NOT NULL CHECK ([Actoin] <> N''),", "no column 'Actoin'" },
        { "[ObjectType] nvarchar(60) NOT NULL,", "[ObjectType] nvarchar(max) NOT NULL,", "too long for an index" },
        { "[ObjectType] nvarchar(60) NOT NULL,", "[ObjectType] nvarchar(1000) NOT NULL,", "more than 1700" },
        { "[ActorId] bigint NOT NULL,", "[ActorId] bigint NOT NULL DEFAULT NEXT VALUE FOR [platform].[Idz],", "no sequence 'platform.Idz'" },
        { "[ActorId] bigint NOT NULL,", "[ActorId] bigint NOT NULL, FOREIGN KEY ([OrgId], [ActorId]) REFERENCES [platform].[AuditEntries] ([OrgId], [Idd]),", "has no column 'Idd'" },
        { "[ActorName] nvarchar(200) NOT NULL,", "[ActorName] nvarchar(200) NOT NULL, FOREIGN KEY ([OrgId], [ActorName]) REFERENCES [platform].[AuditEntries] ([OrgId], [Id]),", "differ in type" },
        { "[ActorId] bigint NOT NULL,", "[ActorId] bigint NOT NULL, FOREIGN KEY ([ActorId]) REFERENCES [platform].[AuditEntries] ([Id]),", "has no key (Id)" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_planted_in_the_creation_script_is_found(string sound, string faulty, string said)
    {
        var script = SqlServerModel.Product.CreateScript;
        var at = script.IndexOf(sound, StringComparison.Ordinal);
        at.Should().BePositive($"the script has '{sound}'");
        TSqlCheck.Problems(script[..at] + faulty + script[(at + sound.Length)..], new()).Should().Contain(problem => problem.Contains(said));
    }

    [Theory]
    [InlineData("SELECT [a].[Hsah] FROM [platform].[AuditHeads] AS [a]", "'a' has no column 'Hsah'")]
    [InlineData("SELECT [b].[Hash] FROM [platform].[AuditHeads] AS [a]", "nothing is called 'b' here")]
    [InlineData("SELECT [t].[Hash] FROM (SELECT [a].[Id] FROM [platform].[AuditHeads] AS [a]) AS [t]", "'t' has no column 'Hash'")]
    [InlineData("SELECT 1 FROM [platform].[AuditHeads] AS [a] WHERE EXISTS (SELECT 1 FROM [platform].[AuditEntries] AS [e] WHERE [e].[OrgId] = [a].[Org])", "'a' has no column 'Org'")]
    [InlineData("SELECT [a].[Id] FROM [platform].[AuditHeads] AS [a] ORDER BY [a].[Name]", "'a' has no column 'Name'")]
    [InlineData("SELECT [a].[Id] FROM [platform].[AuditHead] AS [a]", "no table 'platform.AuditHead'")]
    [InlineData("UPDATE [a] SET [a].[Hsah] = 0x00 FROM [platform].[AuditHeads] AS [a]", "no column 'Hsah'")]
    [InlineData("DELETE FROM [a] FROM [platform].[AuditHeads] AS [a] WHERE [Idd] = 1", "no column 'Idd' here")]
    [InlineData("INSERT INTO [platform].[AuditHeads] ([OrgId], [Idd]) VALUES (1, 2)", "no column 'Idd'")]
    [InlineData("INSERT INTO [platform].[AuditHeads] ([OrgId]) OUTPUT INSERTED.[Idd] VALUES (1)", "no column 'Idd'")]
    [InlineData("CREATE OR ALTER TRIGGER [orgs].[t] ON [platform].[AuditHeads] AFTER UPDATE AS SELECT 1", "in the schema of its table")]
    [InlineData("CREATE OR ALTER TRIGGER [platform].[t] ON [platform].[AuditHeads] AFTER UPDATE AS SELECT [d].[Idd] FROM deleted AS [d]", "'d' has no column 'Idd'")]
    [InlineData("CREATE INDEX [i] ON [platform].[AuditHeads] ([OrgId]) WHERE [Idd] IS NOT NULL", "no column 'Idd' here")]
    [InlineData("EXEC(N'ALTER TABLE [platform].[AuditHeads] ALTER COLUMN [Hsah] int')", "has no column 'Hsah'")]
    [InlineData("SELECT [value] FROM OPENJSON(@ids) WITH ([value] bigint '$') AS [i] WHERE [i].[Value] = 1", "'i' has no column 'Value'")]
    public void A_fault_planted_in_a_statement_is_found(string statement, string said)
    {
        var schema = new TSqlSchema();
        TSqlCheck.Problems(SqlServerModel.Product.CreateScript, schema);
        TSqlCheck.Problems(statement, schema).Should().ContainSingle().Which.Should().Contain(said);
    }

    private static TSqlSchema Migrated(MigrationsSqlGenerationOptions options, out List<string> problems)
    {
        using var db = SqlServerModel.Product.Databases.OpenPlatform();
        var migrator = db.GetService<IMigrator>();
        var schema = new TSqlSchema();
        problems = [];
        var from = Migration.InitialDatabase;
        foreach (var migration in db.Database.GetMigrations())
        {
            problems.AddRange(TSqlCheck.Problems(migrator.GenerateScript(from, migration, options), schema));
            from = migration;
        }
        return schema;
    }

    private static IEnumerable<string> Statements() => SqlServerModel.Product.Databases.Engine.AfterMigration(SqlServerModel.Product.Model);

    private static List<string> AfterMigration(TSqlSchema schema) => schema.Tables.Count == 0 ? [] : [.. Statements().SelectMany(statement => TSqlCheck.Problems(statement, schema))];
}
