using Yaosu.Platform.Audit;

namespace Yaosu.Drugs;

/// <summary>What this module writes into the audit log.</summary>
public static class DrugsActions
{
    public static readonly AuditAction Added = new("drugs.added", "添加药品");
    public static readonly AuditAction Changed = new("drugs.changed", "修改药品");
    public static readonly AuditAction Retired = new("drugs.retired", "停用药品");
    public static readonly AuditAction Resumed = new("drugs.resumed", "恢复药品");
    public static readonly AuditAction Deleted = new("drugs.deleted", "删除药品");
    public static readonly AuditAction DetailsPublished = new("drugs.details-published", "提交药品详情");

    public static readonly IReadOnlyList<AuditAction> All = [Added, Changed, Retired, Resumed, Deleted, DetailsPublished];
}
