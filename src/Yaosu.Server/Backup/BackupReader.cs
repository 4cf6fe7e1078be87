using System.Security.Cryptography;
using Yaosu.Platform.Hosting;

namespace Yaosu.Server.Backup;

internal static class BackupReader
{
    /// <exception cref="StartRefusedException">Something of the backup is missing, changed, or was not in it.</exception>
    internal static async Task VerifyAsync(string folder, BackupManifest manifest, CancellationToken ct)
    {
        foreach (var entry in manifest.Entries)
        {
            // A manifest from elsewhere must not lead out of its folder.
            if (Path.IsPathRooted(entry.Path) || entry.Path.Split('/').Contains(".."))
                throw Damaged($"清单中的路径“{entry.Path}”不合法");
            if (entry.Path.EndsWith('/'))
                continue;
            var file = new FileInfo(Path.Combine(folder, entry.Path));
            if (!file.Exists)
                throw Damaged($"缺少“{entry.Path}”");
            if (file.Length != entry.Size)
                throw Damaged($"“{entry.Path}”的大小不符");
            await using var stream = file.OpenRead();
            if (!Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct)).Equals(entry.Sha256, StringComparison.Ordinal))
                throw Damaged($"“{entry.Path}”的内容已被改动");
        }
        var known = manifest.Entries.Select(entry => entry.Path).Append(BackupManifest.FileName).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
            if (Path.GetRelativePath(folder, file).Replace('\\', '/') is var path && !known.Contains(path))
                throw Damaged($"多出了“{path}”");

        StartRefusedException Damaged(string what) => new($"备份“{folder}”不完整：{what}。请换用另一份备份，没有恢复任何数据。");
    }

    /// <summary>Copies what lies under one folder of the backup.</summary>
    internal static void Copy(string folder, BackupManifest manifest, string part, string target)
    {
        foreach (var entry in manifest.Entries.Where(entry => entry.Path.StartsWith(part + "/", StringComparison.Ordinal)))
        {
            var to = Path.Combine(target, entry.Path[(part.Length + 1)..]);
            if (entry.Path.EndsWith('/'))
            {
                BackupWriter.MakeFolder(to);
                continue;
            }
            BackupWriter.MakeFolder(Path.GetDirectoryName(to)!);
            File.Copy(Path.Combine(folder, entry.Path), to);
        }
    }
}
