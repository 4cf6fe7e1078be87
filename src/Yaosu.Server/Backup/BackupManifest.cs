using System.Text.Encodings.Web;
using System.Text.Json;
using Yaosu.Platform.Hosting;

namespace Yaosu.Server.Backup;

/// <summary>What a backup holds, written last: a folder without it is no backup.</summary>
/// <param name="Format">1. A later format gets a higher number and an older host refuses it.</param>
/// <param name="Database">Null when only the files were copied.</param>
internal sealed record BackupManifest(int Format, string Product, DateTime CreatedAt, BackupManifest.DatabaseCopy? Database, IReadOnlyList<BackupManifest.Entry> Entries)
{
    internal const int CurrentFormat = 1;
    internal const string FileName = "manifest.json";

    /// <summary>Folders of a backup: the database's cluster, the files of enterprises, and the rest of the data folder.</summary>
    internal const string Cluster = "cluster";
    internal const string Files = "files";
    internal const string Data = "data";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal sealed record DatabaseCopy(string Engine, string Version, string StartLsn, string StopLsn);

    /// <param name="Path">With forward slashes; one that ends in a slash is an empty folder.</param>
    /// <param name="Sha256">In hex; empty for a folder.</param>
    internal sealed record Entry(string Path, long Size, string Sha256);

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="StartRefusedException">The folder holds no backup that this host can read.</exception>
    internal static async Task<BackupManifest> ReadAsync(string folder, CancellationToken ct)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            throw new StartRefusedException($"目录“{folder}”不是备份：缺少 {FileName}。请指明 yaosu-backup- 开头的那一层目录；没有写完的备份不能用来恢复。");
        try
        {
            await using var stream = File.OpenRead(file);
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, Json, ct);
            return manifest is { Format: CurrentFormat }
                ? manifest
                : throw new StartRefusedException($"备份“{folder}”的格式（{manifest?.Format}）比本程序新：请用制作该备份的版本或更新的版本恢复。");
        }
        catch (JsonException e)
        {
            throw new StartRefusedException($"备份“{folder}”的 {FileName} 已损坏：请换用另一份备份。", e);
        }
    }
}
