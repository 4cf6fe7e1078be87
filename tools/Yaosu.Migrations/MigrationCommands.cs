using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Data;

#pragma warning disable EF1001 // The generator of ids has no other name.

namespace Yaosu.Migrations;

internal static partial class MigrationCommands
{
    private static readonly OneIdForBoth Ids = new();

    internal static bool IsName(string name) => Name().IsMatch(name);

    internal static bool IsEngine(string name) => Target.All.Any(target => target.Is(name));

    internal static void Add(string name)
    {
        foreach (var target in Target.All)
        {
            using var db = target.Open();
            using var services = DesignTime(target, db);
            using var scope = services.CreateScope();
            var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
            var migration = scaffolder.ScaffoldMigration(name, target.RootNamespace, "Migrations");
            var files = scaffolder.Save(target.Folder, migration, Path.Combine(target.Folder, "Migrations"), dryRun: false);
            foreach (var file in (string?[])[files.MigrationFile, files.MetadataFile, files.SnapshotFile])
            {
                File.WriteAllText(file!, File.ReadAllText(file!)); // Without the byte order mark, like every other file here.
                Console.WriteLine(Path.GetRelativePath(Target.Repository, file!));
            }
        }
    }

    internal static void Remove()
    {
        foreach (var target in Target.All)
        {
            using var db = target.Open();
            using var services = DesignTime(target, db);
            using var scope = services.CreateScope();
            // Forced, because nobody is asked whether the migration was already applied: there is no server here.
            var files = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>().RemoveMigration(target.Folder, target.RootNamespace, force: true, language: null, dryRun: false);
            Console.WriteLine($"{target.Name}: {files.MigrationFile ?? "nothing to remove"}");
        }
    }

    internal static void Script(string? engine)
    {
        foreach (var target in Target.All.Where(target => engine is null || target.Is(engine)))
        {
            using var db = target.Open();
            Console.WriteLine($"-- {target.Name}: brings any earlier version of the database to this one; may be run again.");
            Console.WriteLine(db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent));
            foreach (var statement in db.Engine.AfterMigration(DatabaseMigrator.ModelOf(db)))
                Console.WriteLine(target.Separated(statement));
        }
    }

    private static ServiceProvider DesignTime(Target target, AppDb db)
    {
        var services = new ServiceCollection()
            .AddEntityFrameworkDesignTimeServices()
            .AddDbContextDesignTimeServices(db);
        target.AddDesignTimeServices(services);
        services.AddSingleton<IMigrationsIdGenerator>(Ids);
        return services.BuildServiceProvider(validateScopes: true);
    }

    /// <summary>The same id on both engines, although the second is written a moment later.</summary>
    private sealed class OneIdForBoth : MigrationsIdGenerator
    {
        private readonly Dictionary<string, string> _given = [];

        public override string GenerateId(string name)
        {
            if (!_given.TryGetValue(name, out var id))
                _given.Add(name, id = base.GenerateId(name));
            return id;
        }
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9]+$")]
    private static partial Regex Name();
}
