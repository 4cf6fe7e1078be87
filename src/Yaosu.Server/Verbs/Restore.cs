using Microsoft.Extensions.Options;
using Yaosu.Data.PostgreSql.Embedded;
using Yaosu.Platform.Data;
using Yaosu.Platform.Doctor;
using Yaosu.Platform.Files;
using Yaosu.Platform.Hosting;
using Yaosu.Server.Backup;
using Yaosu.Server.Hosting;

namespace Yaosu.Server.Verbs;

/// <summary>Puts a backup into an empty data folder, starts the database once and examines it.</summary>
internal sealed class Restore : Verb
{
    public override string Name => "restore";

    public override string Arguments => "<备份目录>";

    public override string About => "把备份恢复到空的数据目录，并做一次检查";

    public override async Task<int> RunAsync(VerbArguments arguments)
    {
        var backup = Path.GetFullPath(arguments.Word(0, "要恢复的备份目录，例如 restore /var/backups/yaosu/yaosu-backup-20260102T030405Z"));
        var builder = YaosuHost.CreateBuilder(arguments.Settings);
        await using var database = ProductDatabase.Choose(builder.Configuration, builder.Environment);
        await using var app = YaosuHost.Build(builder, database);
        var ct = app.Lifetime.ApplicationStopping;

        var manifest = await BackupManifest.ReadAsync(backup, ct);
        var files = app.Services.GetRequiredService<IOptions<FileStoreOptions>>().Value.Folder;
        await CheckTargetAsync(manifest, database, files, ct);
        Console.WriteLine($"核对备份（{manifest.Entries.Count} 项，{SizeText.Of(manifest.Entries.Sum(entry => entry.Size))}）……");
        await BackupReader.VerifyAsync(backup, manifest, ct);

        Console.WriteLine("恢复文件……");
        BackupReader.Copy(backup, manifest, BackupManifest.Files, files);
        if (manifest.Database is null)
        {
            Console.WriteLine("文件已恢复。这份备份不含数据库。");
            return 0;
        }
        BackupReader.Copy(backup, manifest, BackupManifest.Data, DataFolder.Of(app.Configuration, app.Environment));
        Console.WriteLine("恢复数据库……");
        await EmbeddedPostgres.PlaceAsync(database.EmbeddedFolder!, cluster => Task.Run(() => BackupReader.Copy(backup, manifest, BackupManifest.Cluster, cluster), ct));

        Console.WriteLine("启动并检查……");
        await database.OpenAsync(ct);
        await DatabaseMigrator.MigrateAsync(app.Services.GetRequiredService<AppDbFactory>(), ct);
        var examination = await app.Services.GetRequiredService<Examine>().RunAsync(ct);
        ExaminationReport.Print(examination);
        Console.WriteLine(examination.IsHealthy ? "恢复完成。" : "数据已恢复，但检查发现异常，请先处理再启动服务。");
        return examination.IsHealthy ? 0 : 1;
    }

    private static async Task CheckTargetAsync(BackupManifest manifest, ProductDatabase database, string files, CancellationToken ct)
    {
        if (Directory.Exists(files) && Directory.EnumerateFileSystemEntries(files).Any())
            throw new StartRefusedException($"文件目录“{files}”不是空的，为避免覆盖现有文件没有恢复。请先移走它，或用 Files:Folder 指向另一个目录。");
        if (manifest.Database is null)
            return;
        if (database.EmbeddedFolder is not { } folder)
            throw new StartRefusedException($"这份备份含有内置数据库，而 {ProductDatabase.ProviderKey} 不是 Embedded。请改为 Embedded 后再恢复。");
        if (await EmbeddedPostgres.IsInUseAsync(folder, ct))
            throw new StartRefusedException($"服务正在使用数据目录“{folder}”。请先停止服务再恢复。");
        if (EmbeddedPostgres.HasData(folder))
            throw new StartRefusedException($"数据目录“{folder}”中已有数据库，为避免覆盖没有恢复。请先移走它，或用 Data:Folder 指向一个空目录。");
    }
}
