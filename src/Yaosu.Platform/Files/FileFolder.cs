using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Yaosu.Platform.Files;

/// <summary>Where bytes lie: <c>{folder}/{enterprise}/{year and month}/{id}</c>, and <c>{id}.part</c> while they are being written. Nothing a user
/// gave us is part of a path.</summary>
internal sealed class FileFolder(string root)
{
    private const string Unfinished = ".part";

    internal string PathOf(long orgId, DateTime createdAt, long id) => Path.Combine(
        root, orgId.ToString(CultureInfo.InvariantCulture), createdAt.ToString("yyyyMM", CultureInfo.InvariantCulture), id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Readable by the product's own account alone.</summary>
    internal static FileStream Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            // The sweeper may remove what a node gave up even where open files are held fast.
            Share = FileShare.Delete,
            Options = FileOptions.Asynchronous,
            BufferSize = 64 * 1024,
        };
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new(path + Unfinished, options);
    }

    /// <summary>Gives a written file its name; both survive a power cut from here on.</summary>
    internal static void Settle(FileStream written, string path)
    {
        written.Flush(flushToDisk: true);
        written.Dispose();
        File.Move(path + Unfinished, path);
        if (!OperatingSystem.IsWindows())
            Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Null when the bytes are not there.</summary>
    internal static FileStream? TryOpen(string path)
    {
        try
        {
            return new(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous, BufferSize = 0 });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Finished or not; nothing happens when there is nothing.</summary>
    internal static void Remove(string path)
    {
        foreach (var name in new[] { path + Unfinished, path })
        {
            try
            {
                File.Delete(name);
            }
            catch (DirectoryNotFoundException)
            {
                // Then neither was the file.
            }
        }
    }

    /// <summary>The name of a file is content of its folder: without this a power cut may take the name and leave the row.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void Flush(string folder)
    {
        var handle = open(folder, 0);
        if (handle < 0)
            throw new IOException($"{folder} could not be opened (error {Marshal.GetLastPInvokeError()}).");
        var failed = fsync(handle) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = close(handle);
        // 22: file systems of some shares can't flush a folder and need not.
        if (failed && error != 22)
            throw new IOException($"{folder} could not be flushed (error {error}).");
    }

#pragma warning disable SYSLIB1054, CA2101 // Generated marshalling would need unsafe code in the whole project for three calls; file names are UTF-8 here.
    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int handle);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int handle);
#pragma warning restore SYSLIB1054, CA2101
}
