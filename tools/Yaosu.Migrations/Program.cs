using Yaosu.Migrations;

// Both engines move together: a migration that exists for one only would be found at a customer's.
switch (args)
{
    case ["add", var name] when MigrationCommands.IsName(name):
        MigrationCommands.Add(name);
        return 0;
    case ["remove"]:
        MigrationCommands.Remove();
        return 0;
    case ["script"]:
        MigrationCommands.Script(null);
        return 0;
    case ["script", var engine] when MigrationCommands.IsEngine(engine):
        MigrationCommands.Script(engine);
        return 0;
    default:
        Console.Error.WriteLine("""
            dotnet run --project tools/Yaosu.Migrations -- add NAME         adds a migration for both engines (NAME like AddRecalls)
            dotnet run --project tools/Yaosu.Migrations -- remove           takes the last migration of both engines back; only before it was released
            dotnet run --project tools/Yaosu.Migrations -- script [ENGINE]  prints the script for a database administrator (ENGINE: PostgreSql or SqlServer)
            No database server is needed.
            """);
        return 2;
}
