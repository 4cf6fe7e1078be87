using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Yaosu.Data.SqlServer;
using Yaosu.Platform.Data;
using Yaosu.Platform.Modules;
using Yaosu.Server;
using Yaosu.Tests.Data.SqlServer.TSql;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Data.SqlServer;

/// <summary>A list of modules as SQL Server sees them, without a server: contexts that run dry, and the schema that their statements must fit.</summary>
internal sealed class SqlServerModel
{
    private static readonly ConcurrentDictionary<string, Lazy<SqlServerModel>> Known = [];

    private readonly Lazy<TSqlSchema> _schema;
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _checked = [];
    private readonly AppDbFactory _asOneQuery;

    internal SqlServerModel(ModuleList modules, params IInterceptor[] interceptors)
    {
        var engine = new SqlServerEngine("Server=tcp:127.0.0.1,1;Database=none;User ID=none;Password=none;Connect Timeout=1;Connect Retry Count=0");
        Databases = new(modules, engine, new RecordingLiveTopics(), TimeProvider.System, more: options => options.AddInterceptors([new DryRun(), .. interceptors]));
        _asOneQuery = new(modules, engine, new RecordingLiveTopics(), TimeProvider.System, more: options =>
        {
            options.AddInterceptors([new DryRun(), .. interceptors]);
            options.UseSqlServer(sqlServer => sqlServer.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery));
        });
        _schema = new(() =>
        {
            var schema = new TSqlSchema();
            TSqlCheck.Problems(CreateScript, schema);
            return schema;
        });
    }

    internal static SqlServerModel Product { get; } = Of(ProductModules.All);

    internal AppDbFactory Databases { get; }

    internal IModel Model
    {
        get
        {
            using var db = Databases.OpenPlatform();
            return DatabaseMigrator.ModelOf(db);
        }
    }

    internal string CreateScript
    {
        get
        {
            using var db = Databases.OpenPlatform();
            return db.Database.GenerateCreateScript();
        }
    }

    /// <summary>A model is built once for each set of modules. A module that carries state (a test's own) counts as different each time.</summary>
    internal static SqlServerModel Of(ModuleList modules)
    {
        var key = string.Join('|', modules.All.Select(module => module.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Length == 0
            || module.GetType().Assembly != typeof(SqlServerModel).Assembly
                ? module.GetType().FullName
                : $"{module.GetType().FullName}#{System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(module)}"));
        return Known.GetOrAdd(key, _ => new(() => new(modules, new QueryMirror.RootsOfThisModel()))).Value;
    }

    internal AppDb Open(Actor actor) => Databases.Open(actor);

    /// <summary>Collections come by one statement with joins instead of one statement each: the only way to see those statements where no row is found.</summary>
    internal AppDb OpenAsOneQuery(Actor actor) => _asOneQuery.Open(actor);

    internal IReadOnlyList<string> Problems(string sql) => _checked.GetOrAdd(sql, text =>
    {
        // Not one check at a time for each text: the schema is read only here, statements of the product define nothing.
        return TSqlCheck.Problems(text, _schema.Value);
    });
}
