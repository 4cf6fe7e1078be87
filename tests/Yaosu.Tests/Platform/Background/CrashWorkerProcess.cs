using System.Diagnostics;
using System.Threading.Channels;
using Yaosu.CrashWorker;

namespace Yaosu.Tests.Platform.Background;

/// <summary>tests/Yaosu.CrashWorker as a process of its own.</summary>
internal sealed class CrashWorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();

    private CrashWorkerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                _said.Writer.Complete();
            else
                _said.Writer.TryWrite(line.Data);
        };
        process.BeginOutputReadLine();
    }

    internal static CrashWorkerProcess Start(params string[] arguments) => new(Process.Start(new ProcessStartInfo("dotnet", [typeof(Node).Assembly.Location, .. arguments])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
    })!);

    /// <returns>The first line that starts so; null when the process is gone.</returns>
    internal async Task<string?> HearAsync(string start)
    {
        await foreach (var line in _said.Reader.ReadAllAsync().WithCancellation(TestContext.Current.CancellationToken))
            if (line.StartsWith(start, StringComparison.Ordinal))
                return line;
        return null;
    }

    /// <summary>Kills the process as the system does when memory runs out: nothing of it runs any more.</summary>
    /// <returns>What it said and nobody has heard yet.</returns>
    internal async Task<IReadOnlyList<string>> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return await _said.Reader.ReadAllAsync().ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
