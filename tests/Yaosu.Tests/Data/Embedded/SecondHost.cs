using System.Diagnostics;

namespace Yaosu.Tests.Data.Embedded;

/// <summary>tests/Yaosu.EmbeddedHost as a process of its own.</summary>
sealed class SecondHost : IAsyncDisposable
{
    readonly Process _process;

    SecondHost(Process process) => _process = process;

    /// <summary>"started", "attached" or "refused".</summary>
    public string How { get; private set; } = "";

    public string ConnectionString { get; private set; } = "";

    public static async Task<SecondHost> StartAsync(string dataFolder)
    {
        // …/tests/Yaosu.Tests/bin/<configuration>/<framework>/ and its neighbour.
        var output = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var (framework, configuration) = (Path.GetFileName(output), Path.GetFileName(Path.GetDirectoryName(output)));
        var program = Path.GetFullPath(Path.Combine(output, "../../../../Yaosu.EmbeddedHost/bin", configuration!, framework, "Yaosu.EmbeddedHost.dll"));
        var host = new SecondHost(Process.Start(new ProcessStartInfo("dotnet", [program, dataFolder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
        var said = (await host._process.StandardOutput.ReadLineAsync() ?? "nothing").Split(' ', 2);
        (host.How, host.ConnectionString) = (said[0], said.ElementAtOrDefault(1) ?? "");
        return host;
    }

    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
    }
}
