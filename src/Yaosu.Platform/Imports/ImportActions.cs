using Yaosu.Platform.Audit;

namespace Yaosu.Platform.Imports;

public static class ImportActions
{
    public static readonly AuditAction Requested = new("platform.import.requested", "导入数据");
    public static readonly AuditAction Finished = new("platform.import.finished", "导入数据完成");
}
