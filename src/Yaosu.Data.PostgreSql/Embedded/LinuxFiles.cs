using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Yaosu.Data.PostgreSql.Embedded;

/// <summary>Owners of files, which .NET has no word for.</summary>
[SupportedOSPlatform("linux")]
static class LinuxFiles
{
    public readonly record struct Identity(uint Uid, uint Gid, uint Mode, ulong Inode, ulong Device)
    {
        public bool IsFolder => (Mode & 0xF000) == 0x4000;
    }

    /// <summary>Null when nothing is there or it may not be looked at.</summary>
    public static Identity? Look(string path, bool followLink = false)
    {
        const int currentFolder = -100, noFollow = 0x100;
        const uint basicStats = 0x7ff;
        return statx(currentFolder, path, followLink ? 0 : noFollow, basicStats, out var found) == 0
            ? new Identity(found.Uid, found.Gid, found.Mode, found.Inode, ((ulong)found.DeviceMajor << 32) | found.DeviceMinor)
            : null;
    }

    public static bool SameFile(string a, string b) =>
        Look(a, followLink: true) is { } x && Look(b, followLink: true) is { } y && x.Inode == y.Inode && x.Device == y.Device;

    /// <summary>Never follows a link, so that a link planted below can't give away a file elsewhere.</summary>
    public static void GiveTo(ServerAccount account, string path, bool withContent = false)
    {
        if (lchown(path, account.Uid, account.Gid) != 0)
            throw new IOException($"{path}: the owner could not be changed (error {Marshal.GetLastPInvokeError()}).");
        if (!withContent)
            return;
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
            GiveTo(account, entry.FullName, withContent: entry is DirectoryInfo && entry.LinkTarget is null);
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    struct Statx
    {
        [FieldOffset(20)] public uint Uid;
        [FieldOffset(24)] public uint Gid;
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Inode;
        [FieldOffset(136)] public uint DeviceMajor;
        [FieldOffset(140)] public uint DeviceMinor;
    }

#pragma warning disable SYSLIB1054, CA2101 // Generated marshalling would need unsafe code in the whole project for two calls; file names are UTF-8 here.
    [DllImport("libc", SetLastError = true)]
    static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Statx found);

    [DllImport("libc", SetLastError = true)]
    static extern int lchown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint uid, uint gid);
#pragma warning restore SYSLIB1054, CA2101
}
