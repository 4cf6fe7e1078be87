using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Drugs.Contracts;
using Yaosu.Drugs.Details;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Api;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Imports;
using Yaosu.Platform.Modules;

namespace Yaosu.Drugs;

/// <summary>药品: the drugs of an enterprise and what consumers read about them.</summary>
public sealed class DrugsModule : Module
{
    public const string SchemaName = "drugs";

    public override string Name => "Drugs";

    public override IReadOnlyList<Permission> Permissions => DrugsPermissions.All;

    public override IReadOnlyList<AuditAction> AuditActions => DrugsActions.All;

    public override IReadOnlyList<MenuEntry> Menu { get; } =
    [
        new(MenuSections.Drugs, 10, "药品信息", DrugsUrls.Drugs, "drug", DrugsPermissions.View, "ypxx yaopin xinxi 品种 批准文号 本位码 标识码 69码 条码"),
        new(MenuSections.Drugs, 20, "药品详情维护", DrugsUrls.Details, "file", DrugsPermissions.ViewDetails, "ypxqwh yaopin xiangqing weihu 说明书 药品图片 药品维护 扫码页"),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<DrugList>();
        services.AddSingleton<DrugChoices>();
        services.AddSingleton<SaveDrug>();
        services.AddSingleton<RetireDrug>();
        services.AddSingleton<DeleteDrug>();
        services.AddSingleton<DetailsList>();
        services.AddSingleton<EditDetails>();
        services.AddSingleton<DrugCards>();
        services.AddFilePurpose(DetailsFiles.Image);
        services.AddFilePurpose(DetailsFiles.Leaflet);
        services.AddSingleton<DrugsApi>();
        services.AddImport<DrugImport>();
        services.AddExport<DrugExport>();
    }

    public override void MapEntities(ModelBuilder model)
    {
        Drug.Map(model);
        DrugDetails.Map(model);
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes) => DrugsApi.Map(routes.MapApi("药品"));
}
