using Yaosu.Platform.Audit;

namespace Yaosu.Platform.Files;

public static class FileActions
{
    public static readonly AuditAction Downloaded = new("platform.file.downloaded", "下载文件");
}
