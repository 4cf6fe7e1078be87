using Yaosu.Platform.Hosting;

namespace Yaosu.Server.Hosting;

internal static class SecretFiles
{
    private const string Ending = "_FILE";

    /// <summary>A secret may stand in a file of its own, as container platforms hand them out: <c>Database__ConnectionString_FILE=/run/secrets/database</c>.</summary>
    internal static void AddSecretsFromFiles(this ConfigurationManager settings)
    {
        var found = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, file) in settings.AsEnumerable())
            // Only keys of sections: other programs have variables that end alike (SSL_CERT_FILE).
            if (file is { Length: > 0 } && key.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) && key.Contains(':', StringComparison.Ordinal))
                found[key[..^Ending.Length]] = Read(key, file);
        if (found.Count > 0)
            settings.AddInMemoryCollection(found);
    }

    private static string Read(string key, string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"配置项 {key} 指定的文件“{file}”无法读取：请检查路径和权限。", e);
        }
    }
}
