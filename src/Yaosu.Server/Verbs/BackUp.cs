using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Files;
using Yaosu.Platform.Hosting;
using Yaosu.Server.Backup;
using Yaosu.Server.Hosting;

namespace Yaosu.Server.Verbs;

/// <summary>A copy of the database, the files and what else lies in the data folder, while hosts go on working.</summary>
internal sealed class BackUp : DatabaseVerb
{
    private const string FilesOnly = "--files-only";

    // Besides the database and the files; the password is Windows' alone (see Cluster).
    private static readonly string[] OfDataFolder = ["demo-logins.json"];

    public override string Name => "backup";

    public override string Arguments => "<目录> [--files-only]";

    public override string About => "在线备份数据库和文件，服务可以继续运行";

    protected override void Check(ProductDatabase database, VerbArguments arguments)
    {
        _ = arguments.Word(0, "备份存放的目录，例如 backup /var/backups/yaosu");
        if (!database.IsEmbedded && !arguments.Has(FilesOnly))
            throw new StartRefusedException($"数据库由外部服务器管理，请用它自己的工具备份（PostgreSQL 用 pg_dump 或 pg_basebackup，SQL Server 用 BACKUP DATABASE），再用 backup <目录> {FilesOnly} 备份文件目录。");
    }

    protected override async Task<int> RunAsync(WebApplication app, ProductDatabase database, VerbArguments arguments)
    {
        var ct = app.Lifetime.ApplicationStopping;
        var since = Stopwatch.GetTimestamp();
        var at = app.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var parent = Path.GetFullPath(arguments.Word(0, ""));
        var name = $"yaosu-backup-{at.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        var (target, partial) = (Path.Combine(parent, name), Path.Combine(parent, $".{name}.{Guid.NewGuid():n}.partial"));
        try
        {
            BackupWriter.MakeFolder(partial);
            var writer = new BackupWriter(partial);
            var manifest = await CopyAsync(app, database, arguments.Has(FilesOnly), at, writer, ct);
            await writer.WriteAsync(BackupManifest.FileName, manifest.ToJson(), ct);
            Directory.Move(partial, target);
            Console.WriteLine($"备份完成：{target}");
            Console.WriteLine($"  {manifest.Entries.Count} 项，{SizeText.Of(manifest.Entries.Sum(entry => entry.Size))}，用时 {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} 秒");
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"备份没有完成：{e.Message} 请检查目录“{parent}”的权限和剩余空间后重试；未完成的部分已删除。", e);
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    private static async Task<BackupManifest> CopyAsync(WebApplication app, ProductDatabase database, bool filesOnly, DateTime at, BackupWriter writer, CancellationToken ct)
    {
        var files = app.Services.GetRequiredService<IOptions<FileStoreOptions>>().Value.Folder;
        BackupManifest.DatabaseCopy? copy = null;
        await CopyFilesAsync(files, writer, ct);
        if (!filesOnly)
        {
            writer.AddFolder(BackupManifest.Cluster);
            var done = await database.Embedded!.CopyOnlineAsync(
                (source, path) => writer.CopyAsync(source, Path.Combine(BackupManifest.Cluster, path), ct),
                (path, content) =>
                {
                    if (!path.EndsWith('/'))
                        return writer.WriteAsync(Path.Combine(BackupManifest.Cluster, path), content, ct);
                    writer.AddFolder(Path.Combine(BackupManifest.Cluster, path));
                    return Task.CompletedTask;
                }, ct);
            copy = new(database.Engine.Name, done.Version, done.StartLsn, done.StopLsn);
            // Again: a row of the copy may speak of a file that came after the first round. A row is there before its bytes, and bytes go after their row.
            await CopyFilesAsync(files, writer, ct);
            var data = DataFolder.Of(app.Configuration, app.Environment);
            foreach (var name in OfDataFolder.Where(name => File.Exists(Path.Combine(data, name))))
                await writer.CopyAsync(Path.Combine(data, name), Path.Combine(BackupManifest.Data, name), ct);
        }
        return new(BackupManifest.CurrentFormat, ProductVersion.Text, at, copy, writer.Entries);
    }

    private static async Task CopyFilesAsync(string folder, BackupWriter writer, CancellationToken ct)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            var path = Path.Combine(BackupManifest.Files, Path.GetRelativePath(folder, file));
            // Unfinished uploads and probes belong to nobody.
            if (writer.Has(path) || Path.GetExtension(file) == ".part" || Path.GetFileName(file).StartsWith('.'))
                continue;
            try
            {
                await writer.CopyAsync(file, path, ct);
            }
            catch (FileNotFoundException)
            {
                // Deleted meanwhile.
            }
        }
    }
}
