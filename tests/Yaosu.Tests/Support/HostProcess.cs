using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Yaosu.Tests.Support;

/// <summary>The host executable as a process of its own, on a data folder of its own and a free loopback port.</summary>
public sealed partial class HostProcess : IAsyncDisposable
{
    public const string DemoPassword = "Himmel-und-Erde-7";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly ConcurrentQueue<string> _errors = [];
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private HostProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _errors));
    }

    public int Id => _process.Id;

    /// <summary>Known once it is ready.</summary>
    public Uri Address { get; private set; } = new("http://unknown.invalid/");

    public IReadOnlyCollection<string> Output => _output;

    public IReadOnlyCollection<string> Errors => _errors;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a host with the demo world and waits until it says that it is ready.</summary>
    public static async Task<HostProcess> StartAsync(string dataFolder, params (string Key, string Value)[] settings)
    {
        var host = Launch([], dataFolder, settings);
        try
        {
            host.Address = await host._ready.Task.WaitAsync(Patience);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs it to its end: a verb, or a start that is refused.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(IEnumerable<string> arguments, string dataFolder, params (string Key, string Value)[] settings)
    {
        await using var host = Launch(arguments, dataFolder, settings);
        await host._process.WaitForExitAsync().WaitAsync(Patience);
        await host._reading;
        return (host._process.ExitCode, string.Join('\n', host._output), string.Join('\n', host._errors));
    }

    public static string NewDataFolder() => Path.Combine(Path.GetTempPath(), "yaosu-host-" + Guid.NewGuid().ToString("N")[..8]);

    public static bool HasDatabase(string dataFolder) => Directory.Exists(Path.Combine(dataFolder, "postgres"));

    public static void Remove(string dataFolder)
    {
        if (Directory.Exists(dataFolder))
            Directory.Delete(dataFolder, recursive: true);
    }

    /// <summary>Ends it as a service manager would; on Windows, where there is no such signal, hard.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        if (OperatingSystem.IsWindows())
            _process.Kill();
        else
            Signal(_process.Id, Terminate);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>As a crash or a power cut of the process: nothing of it runs on.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
    }

    /// <summary>Waits until a line of its output fits.</summary>
    public async Task<string> SaysAsync(Func<string, bool> what)
    {
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < Patience; await Task.Delay(50))
            if (_output.FirstOrDefault(what) is { } line)
                return line;
        throw new TimeoutException("The host did not say it. It said:\n" + Said());
    }

    internal const int Terminate = 15;
    internal const int Pause = 19;
    internal const int Continue = 18;
    internal const int Kill = 9;

    internal static void Signal(int process, int signal)
    {
        if (kill(process, signal) != 0)
            throw new InvalidOperationException($"Process {process} could not be signalled: error {Marshal.GetLastPInvokeError()}.");
    }

    private static HostProcess Launch(IEnumerable<string> arguments, string dataFolder, (string Key, string Value)[] settings)
    {
        // …/tests/Yaosu.Tests/bin/<configuration>/<framework>/ tells which build of the host to run; its content is beside its project.
        var output = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var (framework, configuration) = (Path.GetFileName(output), Path.GetFileName(Path.GetDirectoryName(output))!);
        var project = Path.GetFullPath(Path.Combine(output, "../../../../../src/Yaosu.Server"));
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = project,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(project, "bin", configuration, framework, "Yaosu.Server.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Data__Folder"] = dataFolder;
        start.Environment["Urls"] = "http://127.0.0.1:0";
        start.Environment["Demo__Password"] = DemoPassword;
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new(Process.Start(start)!);
    }

    private async Task ReadAsync(StreamReader from, ConcurrentQueue<string> to)
    {
        Uri? address = null;
        while (await from.ReadLineAsync() is { } line)
        {
            to.Enqueue(line);
            if (ReadyLine().Match(line) is { Success: true } match)
                address = new(match.Groups[1].Value);
            // The last line of what it says to whoever started it: the logins stand before it.
            if (address is not null && line.StartsWith("按 Ctrl+C", StringComparison.Ordinal))
                _ready.TrySetResult(address);
        }
        if (from == _process.StandardOutput)
            _ready.TrySetException(new InvalidOperationException("The host ended before it was ready. It said:\n" + Said()));
    }

    private string Said() => string.Join('\n', _output.Concat(_errors));

    [GeneratedRegex(@"药溯已就绪：(\S+)")]
    private static partial Regex ReadyLine();

#pragma warning disable SYSLIB1054 // Generated marshalling would need unsafe code in the whole project for one call.
    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
#pragma warning restore SYSLIB1054
}
