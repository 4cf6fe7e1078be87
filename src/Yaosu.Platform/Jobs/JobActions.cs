using Yaosu.Platform.Audit;

namespace Yaosu.Platform.Jobs;

/// <summary>What people do to jobs and the audit log keeps.</summary>
public static class JobActions
{
    public static readonly AuditAction Cancelled = new("platform.job.cancelled", "取消任务");
    public static readonly AuditAction Retried = new("platform.job.retried", "重试任务");
}

public static class JobPermissions
{
    public static readonly Permission ManageAll = new("platform.jobs.manage", "管理所有任务", "查看、取消和重试本企业所有人提交的后台任务。");
}
