using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Api;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Imports;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Live;
using Yaosu.Platform.Modules;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Outbox;
using Yaosu.Platform.Preferences;
using Yaosu.Platform.Recurring;
using Yaosu.Platform.Security;
using Yaosu.Platform.Sms;

namespace Yaosu.Platform;

/// <summary>The platform's own tables; always the first module.</summary>
public sealed class PlatformModule : Module
{
    public const string SchemaName = "platform";

    public override string Name => "Platform";

    public override IReadOnlyList<Permission> Permissions => [JobPermissions.ManageAll, OutboxPermissions.Manage, SmsPermissions.ViewOutbox];

    public override IReadOnlyList<AuditAction> AuditActions => [JobActions.Cancelled, JobActions.Retried, OutboxActions.Redelivered, FileActions.Downloaded, ExportActions.Requested, ImportActions.Requested, ImportActions.Finished];

    public override void AddServices(IServiceCollection services)
    {
        services.AddYaosuFiles();
        services.AddYaosuExports();
        services.AddYaosuImports();
        services.AddYaosuSms();
        services.AddYaosuApi();
        services.AddSingleton<INotificationFeed, NotificationFeed>();
        services.AddSingleton<IPreferences, TablePreferences>();
    }

    public override IReadOnlyList<MenuEntry> Menu { get; } = [new(MenuSections.Home, 0, "工作台", "/", "home", Words: "gzt gongzuotai shouye 首页")];

    public override void MapEntities(ModelBuilder model)
    {
        AuditEntry.Map(model);
        DataProtectionKey.Map(model);
        Job.Map(model);
        OutboxMessage.Map(model);
        RecurringRun.Map(model);
        LiveSignal.Map(model);
        StoredFile.Map(model);
        Notification.Map(model);
        Preference.Map(model);
        SmsMessage.Map(model);
        IdempotentRequest.Map(model);
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        FilesEndpoints.Map(routes);
        ImportEndpoints.Map(routes);
        ApiDocument.Map(routes);
    }
}
