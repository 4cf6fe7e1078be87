using System.Diagnostics;

namespace Yaosu.Data.PostgreSql.Embedded;

/// <summary>
/// Which hosts use a data folder, told by file locks: the system drops them with the process, so a killed host never counts.
/// Taking and counting leases happens under <see cref="LockAsync"/>.
/// </summary>
sealed class HostLeases(string dataFolder)
{
    readonly string _folder = Path.Combine(dataFolder, "hosts");
    FileStream? _own;

    /// <summary>One host at a time starts or stops the server.</summary>
    public static async Task<IDisposable?> LockAsync(string dataFolder, TimeSpan patience, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return Open(Path.Combine(dataFolder, "start.lock"));
            }
            catch (IOException) when (File.Exists(Path.Combine(dataFolder, "start.lock")))
            {
                if (Stopwatch.GetElapsedTime(since) > patience)
                    return null;
                await Task.Delay(50, ct);
            }
        }
    }

    public bool AreTaken => _own is not null;

    public void Take()
    {
        Directory.CreateDirectory(_folder);
        _own ??= Open(Path.Combine(_folder, $"{Environment.ProcessId}-{Guid.NewGuid():n}"));
    }

    public void Release()
    {
        if (_own is null)
            return;
        _own.Dispose();
        File.Delete(_own.Name);
        _own = null;
    }

    /// <summary>Also clears away what killed hosts left.</summary>
    public bool AnyOther()
    {
        var any = false;
        foreach (var file in Directory.Exists(_folder) ? Directory.GetFiles(_folder) : [])
        {
            if (file == _own?.Name)
                continue;
            try
            {
                Open(file).Dispose();
                File.Delete(file);
            }
            catch (IOException)
            {
                any = true;
            }
        }
        return any;
    }

    static FileStream Open(string file) => new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
}
