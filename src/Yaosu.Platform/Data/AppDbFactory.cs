using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
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
        if (logs is not null)
            builder.UseLoggerFactory(logs);
        more?.Invoke(builder);
        _options = builder.Options;
    }

    public IDatabaseEngine Engine => _parts.Engine;

    public TimeProvider Time => _parts.Time;

    public AppDb Open(Actor actor) => new(_options, _parts, actor);

    /// <summary>For work that spans enterprises (leasing jobs, sign-in before the enterprise is known). Owned rows stay invisible unless asked for with
    /// <see cref="AcrossOrgs.OfAllOrgs"/>.</summary>
    public AppDb OpenPlatform() => new(_options, _parts, Actor.System(0));

    internal static string? TraceId => Activity.Current?.TraceId.ToHexString();
}
