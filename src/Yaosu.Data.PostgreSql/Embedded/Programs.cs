using System.Collections.Specialized;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Yaosu.Data.PostgreSql.Embedded;

/// <summary>Runs the short-lived programs (initdb, pg_ctl) and keeps what they said.</summary>
static class Programs
{
    public sealed record Result(int ExitCode, string Output)
    {
        public bool Succeeded => ExitCode == 0;

        public string LastLines => Tail(Output);
    }

    /// <param name="account">Whom to run as; null is ourselves.</param>
    /// <exception cref="Win32Exception">The program can't be run, or not from <paramref name="workingFolder"/>, by that account.</exception>
    public static async Task<Result> RunAsync(string program, IEnumerable<string> arguments, string workingFolder, ServerAccount? account, CancellationToken ct,
        NameValueCollection? environment = null)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // A PGPORT or PGDATA of the person's shell must not steer our server; English messages are what searches find.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        foreach (var name in environment?.AllKeys ?? [])
            start.Environment[name!] = environment![name];
        if (account is not null)
            start.UserName = account.Name;

        using var process = Process.Start(start) ?? throw new Win32Exception($"{program} was not started");
        process.StandardInput.Close();
        var output = new StringBuilder();
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, output));
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        await reading;
        return new(process.ExitCode, output.ToString());
    }

    public static string Tail(string text, int lines = 8)
    {
        var all = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(" | ", all.TakeLast(lines));
    }

    static async Task ReadAsync(StreamReader from, StringBuilder to)
    {
        while (await from.ReadLineAsync() is { } line)
            lock (to)
                to.AppendLine(line);
    }
}
