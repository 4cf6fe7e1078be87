using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Audit;

namespace Yaosu.Platform.Modules;

/// <summary>A module's table of contents: everything it adds to the product is named here. The host lists its modules, one line each.</summary>
public abstract class Module
{
    /// <summary>English, one word; the database schema and the prefix of permissions and refusals are its lower-case form.</summary>
    public abstract string Name { get; }

    public string Schema => Name.ToLowerInvariant();

    /// <summary>The rights this module checks.</summary>
    public virtual IReadOnlyList<Permission> Permissions => [];

    /// <summary>The acts this module writes into the audit log.</summary>
    public virtual IReadOnlyList<AuditAction> AuditActions => [];

    public virtual IReadOnlyList<MenuEntry> Menu => [];

    /// <summary>Tiles on the workbench (工作台).</summary>
    public virtual IReadOnlyList<HomeTile> HomeTiles => [];

    /// <summary>Lines above every page.</summary>
    public virtual IReadOnlyList<ShellBanner> Banners => [];

    public virtual void AddServices(IServiceCollection services)
    {
    }

    public virtual void MapEntities(ModelBuilder model)
    {
    }

    /// <summary>Plain HTTP endpoints; pages are found by their route attributes.</summary>
    public virtual void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
