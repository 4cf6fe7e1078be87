using Yaosu.Platform.Hosting;

namespace Yaosu.Data.SqlServer;

/// <summary>Every sentence with which the host refuses to start on a SQL Server.</summary>
internal static class SqlServerRefusals
{
    private const string Key = "Database:ConnectionString";

    internal static StartRefusedException NoDatabaseNamed() => new(
        $"{Key} 没有指明数据库。请在连接字符串中加上 Database=数据库名，例如 Server=10.0.0.5;Database=Yaosu;User ID=yaosu;Password=…。");

    internal static StartRefusedException MayNotCreate(string database, string collation, Exception cause) => new(
        $"SQL Server 上没有数据库“{database}”，而 {Key} 中的账户无权创建。请让数据库管理员执行：CREATE DATABASE [{database}] COLLATE {collation}; ALTER DATABASE [{database}] SET READ_COMMITTED_SNAPSHOT ON; 并授予该账户 db_owner。", cause);

    internal static StartRefusedException NoSnapshot(string database) => new(
        $"数据库“{database}”没有启用 READ_COMMITTED_SNAPSHOT，读写会互相等待。请让数据库管理员在无人使用时执行：ALTER DATABASE [{database}] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;");

    internal static StartRefusedException OtherCollation(string database, string actual, string wanted) => new(
        $"数据库“{database}”的排序规则是 {actual}，本产品要求 {wanted}（文本按编码逐字比较）。请在建表之前让数据库管理员执行：ALTER DATABASE [{database}] COLLATE {wanted};");

    internal static StartRefusedException TooOld(string database, int actual, int wanted) => new(
        $"数据库“{database}”的兼容级别是 {actual}，本产品要求 {wanted}（SQL Server 2019）或更高。请让数据库管理员执行：ALTER DATABASE [{database}] SET COMPATIBILITY_LEVEL = {wanted};");
}
