using Yaosu.Platform.Audit;

namespace Yaosu.Platform.Exports;

public static class ExportActions
{
    public static readonly AuditAction Requested = new("platform.export.requested", "导出数据");
}
