using System.Diagnostics;
using System.Globalization;
using Yaosu.Benchmarks.Support;

namespace Yaosu.Benchmarks.Circuits;

/// <summary>Starts a <see cref="MeasuredHost"/> and gives it orders.</summary>
internal sealed class MeasuredHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"yaosu-bench-{Path.GetRandomFileName()}");
    private readonly Process _process;

    // The collector of the product's host.
    private MeasuredHostProcess() => _process = ThisProgram.Start([("DOTNET_gcServer", "1"), ("DOTNET_gcConcurrent", "1")], MeasuredHost.Verb, _folder);

    internal Uri Address { get; private set; } = null!;

    internal static async Task<MeasuredHostProcess> StartAsync(CancellationToken ct)
    {
        var host = new MeasuredHostProcess();
        try
        {
            host.Address = new(await host.AnswerAsync(ct));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    internal async Task<long> AskAsync(string order, CancellationToken ct)
    {
        await _process.StandardInput.WriteLineAsync(order.AsMemory(), ct);
        await _process.StandardInput.FlushAsync(ct);
        return long.Parse(await AnswerAsync(ct), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using (var patience = new CancellationTokenSource(Patience))
        {
            try
            {
                await _process.StandardOutput.ReadToEndAsync(patience.Token);
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> AnswerAsync(CancellationToken ct)
    {
        while (await _process.StandardOutput.ReadLineAsync(ct).AsTask().WaitAsync(Patience, ct) is { } line)
        {
            if (line.StartsWith(MeasuredHost.Answer, StringComparison.Ordinal))
                return line[MeasuredHost.Answer.Length..];
            await Console.Error.WriteLineAsync(line);
        }

        throw new InvalidOperationException("The host ended.");
    }
}
