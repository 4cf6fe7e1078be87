using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Yaosu.Data.PostgreSql.Embedded;

/// <summary>What <c>postmaster.pid</c> says about the server process of a cluster.</summary>
/// <param name="Status">"starting", "ready", "stopping".</param>
sealed record Postmaster(int Pid, int Port, string SocketFolder, string Status)
{
    public bool IsReady => Status == "ready";

    /// <summary>False also when the process id of a left-over file now belongs to another program.</summary>
    public static bool IsAlive(int pid, string cluster)
    {
        if (OperatingSystem.IsLinux())
            return IsAliveOnLinux(pid, cluster);
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited && process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// PostgreSQL refuses to start while the process id in a left-over file is alive, whoever it belongs to. The id is replaced by an impossible one; the
    /// rest stays, because it lets PostgreSQL see whether a child of the dead server still holds the shared memory.
    /// </summary>
    public static void DisownLeftover(string cluster)
    {
        var file = FileOf(cluster);
        if (!File.Exists(file))
            return;
        var lines = File.ReadAllLines(file);
        if (lines.Length == 0)
        {
            File.Delete(file);
            return;
        }
        lines[0] = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        // In place: the file keeps its owner, who may not be us.
        File.WriteAllText(file, string.Join('\n', lines) + "\n");
    }

    /// <summary>The file of a running or a dead server; null when there is none.</summary>
    public static Postmaster? Read(string cluster)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(FileOf(cluster));
        }
        catch (IOException)
        {
            return null;
        }
        string Line(int number) => number <= lines.Length ? lines[number - 1].Trim() : "";
        return int.TryParse(Line(1), NumberStyles.Integer, CultureInfo.InvariantCulture, out var pid)
            ? new(Math.Abs(pid), int.TryParse(Line(4), NumberStyles.Integer, CultureInfo.InvariantCulture, out var port) ? port : 0, Line(5), Line(8) is { Length: > 0 } status ? status : "starting")
            : null;
    }

    static bool IsAliveOnLinux(int pid, string cluster)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The state follows the name, which is in brackets and may itself hold brackets. Zombies wait for a parent that may never ask.
            if (stat[(stat.LastIndexOf(')') + 2)..][0] is 'Z' or 'X')
                return false;
            var arguments = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/cmdline")).Split('\0');
            return Path.GetFileName(arguments[0]) == "postgres" && (arguments.Contains(cluster) || LinuxFiles.SameFile($"/proc/{pid}/cwd", cluster));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static string FileOf(string cluster) => Path.Combine(cluster, "postmaster.pid");
}
