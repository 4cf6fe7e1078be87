using System.Diagnostics;
using System.Text;

namespace Yaosu.Benchmarks.Support;

/// <summary>Starts this program again in another part, so that what is measured shares no memory with what measures.</summary>
internal static class ThisProgram
{
    internal static Process Start(params IEnumerable<string> arguments) => Start([], arguments);

    internal static Process Start(IEnumerable<(string Name, string Value)> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(typeof(ThisProgram).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
