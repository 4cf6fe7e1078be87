using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.SqlServer.Design.Internal;
using Microsoft.Extensions.DependencyInjection;
using Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal;
using Yaosu.Data.PostgreSql;
using Yaosu.Data.SqlServer;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;
using Yaosu.Server;

#pragma warning disable EF1001 // A provider's design-time services have no other name.

namespace Yaosu.Migrations;

/// <summary>One engine that migrations are written for. The connection strings lead nowhere: the model alone is read.</summary>
internal sealed class Target
{
    private readonly Func<IDatabaseEngine> _engine;
    private readonly IDesignTimeServices _designTime;
    private readonly string _after;

    private Target(string name, Func<IDatabaseEngine> engine, IDesignTimeServices designTime, string after)
    {
        (Name, _engine, _designTime, _after) = (name, engine, designTime, after);
        RootNamespace = $"Yaosu.Data.{name}";
        Folder = Path.Combine(Repository, "src", RootNamespace);
    }

    internal static string Repository { get; } = FindRepository();

    internal static IReadOnlyList<Target> All { get; } =
    [
        new("PostgreSql", () => new PostgreSqlEngine("Host=127.0.0.1;Port=1;Database=none;Username=none;Timeout=1"), new NpgsqlDesignTimeServices(), ";"),
        new("SqlServer", () => new SqlServerEngine("Server=tcp:127.0.0.1,1;Database=none;User ID=none;Password=none;Connect Timeout=1;Connect Retry Count=0"), new SqlServerDesignTimeServices(), "\nGO\n"),
    ];

    internal string Name { get; }

    internal string RootNamespace { get; }

    internal string Folder { get; }

    internal bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    internal AppDb Open() => new AppDbFactory(ProductModules.All, _engine(), new NobodyListens(), TimeProvider.System).OpenPlatform();

    internal void AddDesignTimeServices(IServiceCollection services) => _designTime.ConfigureDesignTimeServices(services);

    internal string Separated(string statement) => statement + _after;

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Console.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"No Console.sln above {AppContext.BaseDirectory}.");
    }

    private sealed class NobodyListens : ILiveTopics
    {
        public IDisposable Subscribe(LiveTopic topic, Action changed) => throw new NotSupportedException();

        public void Changed(LiveTopic topic)
        {
        }
    }
}
