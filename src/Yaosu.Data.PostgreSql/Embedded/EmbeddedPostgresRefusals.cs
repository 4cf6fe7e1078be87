using Yaosu.Platform.Hosting;

namespace Yaosu.Data.PostgreSql.Embedded;

/// <summary>Every sentence with which the embedded database refuses to start.</summary>
static class EmbeddedPostgresRefusals
{
    const string DataFolderKey = $"{EmbeddedPostgresOptions.Section}:{nameof(EmbeddedPostgresOptions.DataFolder)}";
    const string BinFolderKey = $"{EmbeddedPostgresOptions.Section}:{nameof(EmbeddedPostgresOptions.BinFolder)}";
    const string UseServer = "或将 Database:Provider 改为 PostgreSql 或 SqlServer 并填写连接字符串";

    public static StartRefusedException NoBinaries() => new(
        $"没有找到内置数据库的程序（initdb、pg_ctl、postgres）。请安装 Node.js 20 或更高版本后重新构建，或在本机安装 PostgreSQL 18 并用 {BinFolderKey} 指明其 bin 目录，{UseServer}。");

    public static StartRefusedException BinFolderIncomplete(string folder) => new(
        $"{BinFolderKey} 指定的目录“{folder}”中没有可以运行的 initdb、pg_ctl 和 postgres。请改为 PostgreSQL {PostgresBinaries.OldestMajor} 或更高版本的 bin 目录，或删除此项以使用随产品提供的程序。");

    public static StartRefusedException OtherMajor(string folder, string dataMajor, int binariesMajor) => new(
        $"数据目录“{folder}”由 PostgreSQL {dataMajor} 创建，而现有程序是 PostgreSQL {binariesMajor}。请安装 PostgreSQL {dataMajor} 并用 {BinFolderKey} 指明其 bin 目录，或将 {DataFolderKey} 指向另一个目录。");

    public static StartRefusedException NoBinariesFor(string folder, string dataMajor) => new(
        $"数据目录“{folder}”由 PostgreSQL {dataMajor} 创建，而本机没有这个版本的程序。请安装 PostgreSQL {dataMajor} 并用 {BinFolderKey} 指明其 bin 目录，或将 {DataFolderKey} 指向另一个目录。");

    public static StartRefusedException NotACluster(string folder) => new(
        $"目录“{folder}”不是完整的数据库目录（缺少 PG_VERSION），为避免误删不会覆盖它。请从备份恢复，或将 {DataFolderKey} 指向另一个目录。");

    public static StartRefusedException DataGone(string link, string target) => new(
        $"“{link}”指向的数据库目录“{target}”不存在。请从备份恢复该目录；若确定不再需要原有数据，请删除这个链接后重新启动。");

    public static StartRefusedException DataVanished(string folder) => new(
        $"正在使用的数据库目录“{folder}”不见了。请恢复该目录（例如重新挂载磁盘），恢复后会自动继续；不会另建空数据库。");

    public static StartRefusedException FolderRefused(string folder, Exception cause) => new(
        $"当前用户无法读写数据目录“{folder}”（{cause.Message}）。请以创建该目录的用户运行、更正目录权限，或更改 {DataFolderKey}。", cause);

    public static StartRefusedException BusyStarting(string folder) => new(
        $"另一个进程正在启动或停止数据目录“{folder}”的数据库，等待超时。请稍后再试；若该进程已失去响应，请先结束它。");

    public static StartRefusedException StillRecovering(string folder, TimeSpan waited) => new(
        $"数据库“{folder}”在 {waited.TotalSeconds:0} 秒内没有就绪，可能仍在从上次异常停止中恢复。请稍后再次启动，或调大 {EmbeddedPostgresOptions.Section}:{nameof(EmbeddedPostgresOptions.StartTimeout)}。");

    public static StartRefusedException InitFailed(string folder, string lastLines) => new(
        $"无法在“{folder}”创建数据库。请检查磁盘空间和目录权限，或更改 {DataFolderKey}。数据库程序的说明：{lastLines}");

    public static StartRefusedException ServerFailed(string folder, string lastLines) => new(
        $"无法启动“{folder}”中的数据库。请检查磁盘空间、目录权限和 {EmbeddedPostgresOptions.Section} 下的设置。数据库程序的说明：{lastLines}");

    public static StartRefusedException NoUnprivilegedAccount() => new(
        $"数据库不能以 root 身份运行，而本机没有可用的普通账户（postgres 或 nobody）。请以普通用户启动，{UseServer}。");

    public static StartRefusedException UserWithoutAccount() => new(
        $"运行本程序的用户编号在系统账户列表（/etc/passwd）中不存在，数据库程序因此拒绝运行。请换用有账户的用户，{UseServer}。");

    public static StartRefusedException RootNeedsLinux() => new(
        $"数据库不能以 root 身份运行。请以普通用户启动，{UseServer}。");

    public static StartRefusedException NobodyCanReach(string folder, string account) => new(
        $"数据库须以普通账户 {account} 运行，但该账户无法进入“{folder}”，并且无法在 {ServerAccount.SharedHome} 下另建目录。请将 {DataFolderKey} 指向该账户可以进入的位置，或以普通用户启动。");

    public static StartRefusedException SocketFolderTaken(string folder) => new(
        $"数据库的通信目录“{folder}”已被其他用户占用。请删除它，或将 {DataFolderKey} 改为较短的路径。");
}
