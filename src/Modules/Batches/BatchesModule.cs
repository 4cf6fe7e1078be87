using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Batches.Activation;
using Yaosu.Batches.Binding;
using Yaosu.Batches.Contracts;
using Yaosu.Batches.Registry;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Modules;

namespace Yaosu.Batches;

/// <summary>溯源批次: which codes were produced together, and whether they are in force.</summary>
public sealed class BatchesModule : Module
{
    public const string SchemaName = "batches";

    public override string Name => "Batches";

    public override IReadOnlyList<Permission> Permissions => BatchesPermissions.All;

    public override IReadOnlyList<AuditAction> AuditActions => BatchesActions.All;

    public override IReadOnlyList<MenuEntry> Menu { get; } =
    [
        new(MenuSections.Drugs, 65, "溯源批次", BatchesUrls.Batches, "calendar", BatchesPermissions.View, "sypc suyuan pici 批次号 批号 生产日期 有效期 激活 冻结 关联码包 标识包"),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<BatchList>();
        services.AddSingleton<FindForBatch>();
        services.AddSingleton<SaveBatch>();
        services.AddSingleton<DeleteBatch>();
        services.AddExport<BatchExport>();
        services.AddSingleton<BindPackages>();
        services.AddSingleton<UnbindPackage>();
        services.AddSingleton<MoveBatch>();
        services.AddSingleton<ScannedBatches>();
        services.AddSingleton<ICodeUse, CodesInBatches>();
    }

    public override void MapEntities(ModelBuilder model)
    {
        Batch.Map(model);
        BatchDetail.Map(model);
        BatchCount.Map(model);
        BatchSpan.Map(model);
    }
}
