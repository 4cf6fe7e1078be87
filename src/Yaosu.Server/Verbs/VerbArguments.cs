using Yaosu.Platform.Hosting;

namespace Yaosu.Server.Verbs;

/// <summary>What follows a verb: its own words first, then switches (<c>--json</c>), then settings (<c>--Data:Folder=…</c>).</summary>
public sealed class VerbArguments(string[] args)
{
    private readonly string[] _words = [.. args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))];
    private readonly string[] _rest = [.. args.SkipWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))];

    /// <summary>For the configuration.</summary>
    public string[] Settings => [.. _rest.Where(arg => !IsSwitch(arg))];

    /// <summary>How many words of its own.</summary>
    public int Count => _words.Length;

    public bool Has(string name) => _rest.Contains(name);

    /// <exception cref="StartRefusedException">It is missing.</exception>
    public string Word(int index, string what) => index < _words.Length ? _words[index] : throw new StartRefusedException($"请在命令后写明{what}。用 help 命令可查看全部命令。");

    private static bool IsSwitch(string arg) => arg.StartsWith("--", StringComparison.Ordinal) && !arg.Contains('=', StringComparison.Ordinal) && !arg.Contains(':', StringComparison.Ordinal)
        && arg is not "--urls" and not "--environment";
}
