using Yaosu.Platform.Audit;

namespace Yaosu.Downloads;

/// <summary>The acts of this module that the audit log keeps. Asking for an export and taking the file out are the platform's own.</summary>
public static class DownloadsActions
{
    public static readonly AuditAction Deleted = new("downloads.export.deleted", "删除导出");

    public static readonly IReadOnlyList<AuditAction> All = [Deleted];
}
