using System.Buffers;
using System.Security.Cryptography;

namespace Yaosu.Server.Backup;

/// <summary>Copies into a folder and notes size and hash of everything, reading each byte once.</summary>
internal sealed class BackupWriter(string folder)
{
    private readonly Dictionary<string, BackupManifest.Entry> _entries = new(StringComparer.Ordinal);

    internal IReadOnlyList<BackupManifest.Entry> Entries => [.. _entries.Values.OrderBy(entry => entry.Path, StringComparer.Ordinal)];

    internal bool Has(string path) => _entries.ContainsKey(Slashes(path));

    /// <exception cref="FileNotFoundException">The source is gone; nothing is noted.</exception>
    internal async Task CopyAsync(string source, string path, CancellationToken ct)
    {
        FileStream from;
        try
        {
            // The owner goes on writing and deleting.
            from = new(source, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FileNotFoundException(e.Message, source, e);
        }
        await using (from)
        await using (var to = Create(path))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = ArrayPool<byte>.Shared.Rent(1024 * 1024);
            var size = 0L;
            try
            {
                for (int read; (read = await from.ReadAsync(buffer, ct)) > 0; size += read)
                {
                    hash.AppendData(buffer, 0, read);
                    await to.WriteAsync(buffer.AsMemory(0, read), ct);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
            Flush(to);
            Note(path, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }

    internal async Task WriteAsync(string path, byte[] content, CancellationToken ct)
    {
        await using var to = Create(path);
        await to.WriteAsync(content, ct);
        Flush(to);
        Note(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    internal void AddFolder(string path)
    {
        MakeFolder(Path.Combine(folder, path));
        _entries[Slashes(path).TrimEnd('/') + "/"] = new(Slashes(path).TrimEnd('/') + "/", 0, "");
    }

    /// <summary>Holds password hashes and the keys of cookies, so it is the operator's alone.</summary>
    internal static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private FileStream Create(string path)
    {
        var target = Path.Combine(folder, path);
        MakeFolder(Path.GetDirectoryName(target)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(target, options);
    }

    private void Note(string path, long size, string sha256) => _entries[Slashes(path)] = new(Slashes(path), size, sha256);

    private static void Flush(FileStream file) => file.Flush(flushToDisk: true);

    private static string Slashes(string path) => path.Replace('\\', '/');
}
