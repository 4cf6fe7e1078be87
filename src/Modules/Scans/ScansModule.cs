using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Modules;

namespace Yaosu.Scans;

/// <summary>扫码: what consumers see.</summary>
public sealed class ScansModule : Module
{
    /// <summary>How often one address may open scan pages.</summary>
    public const string RateLimit = "scans";

    public override string Name => "Scans";

    public override IReadOnlyList<Permission> Permissions => [];

    public override IReadOnlyList<AuditAction> AuditActions => [];

    public override IReadOnlyList<MenuEntry> Menu => [];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ScanCode>();
        services.AddSingleton<ScanHtml>();
        services.AddSingleton<UnknownCodes>();
    }

    public override void MapEntities(ModelBuilder model)
    {
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes) => ScanEndpoints.Map(routes);
}
