using Yaosu.Platform.Audit;

namespace Yaosu.Batches;

/// <summary>What this module writes into the audit log.</summary>
public static class BatchesActions
{
    public static readonly AuditAction Added = new("batches.added", "新建批次");
    public static readonly AuditAction Changed = new("batches.changed", "修改批次");
    public static readonly AuditAction Deleted = new("batches.deleted", "删除批次");
    public static readonly AuditAction CodesBound = new("batches.codes-bound", "关联码包");
    public static readonly AuditAction CodesUnbound = new("batches.codes-unbound", "解绑码包");
    public static readonly AuditAction Activated = new("batches.activated", "激活批次");
    public static readonly AuditAction Frozen = new("batches.frozen", "冻结批次");
    public static readonly AuditAction Reactivated = new("batches.reactivated", "再次激活批次");

    public static readonly IReadOnlyList<AuditAction> All = [Added, Changed, Deleted, CodesBound, CodesUnbound, Activated, Frozen, Reactivated];
}
