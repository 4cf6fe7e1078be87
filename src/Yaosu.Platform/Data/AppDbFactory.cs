using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Yaosu.Platform.Live;
using Yaosu.Platform.Modules;

namespace Yaosu.Platform.Data;

/// <summary>Opens one context per operation.</summary>
public sealed class AppDbFactory
{
    private readonly DbContextOptions<AppDb> _options;
    private readonly AppDbParts _parts;

    public AppDbFactory(ModuleList modules, IDatabaseEngine engine, ILiveTopics live, TimeProvider time, ILoggerFactory? logs = null, Action<DbContextOptionsBuilder>? more = null)
    {
        _parts = new(modules, engine, live, time);
        var builder = new DbContextOptionsBuilder<AppDb>();
        engine.Configure(builder);
        builder.AddInterceptors(new OrgGuard(), new VersionBump());
        builder.ReplaceService<IModelCacheKeyFactory, ModelOfModules>();
        // What fails is thrown, and said by whoever can't go on. That a name is taken or a drug still used is everyday, and known only by trying.
        builder.ConfigureWarnings(warnings => warnings.Log((RelationalEventId.CommandError, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug)));
        if (logs is not null)
            builder.UseLoggerFactory(logs);
        more?.Invoke(builder);
        _options = builder.Options;
    }

    private AppDbFactory(DbContextOptions<AppDb> options, AppDbParts parts) => (_options, _parts) = (options, parts);

    public IDatabaseEngine Engine => _parts.Engine;

    public TimeProvider Time => _parts.Time;

    /// <summary>Whose tables these are.</summary>
    public ModuleList Modules => _parts.Modules;

    public AppDb Open(Actor actor) => new(_options, _parts, actor);

    /// <summary>For work that spans enterprises (leasing jobs, sign-in before the enterprise is known). Owned rows stay invisible unless asked for with
    /// <see cref="AcrossOrgs.OfAllOrgs"/>.</summary>
    public AppDb OpenPlatform() => new(_options, _parts, Actor.System(0));

    /// <summary>The same database under another clock: the demo world has a past.</summary>
    public AppDbFactory At(TimeProvider time) => new(_options, _parts with { Time = time });

    internal static string? TraceId => Activity.Current?.TraceId.ToHexString();
}
