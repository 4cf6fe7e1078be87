using System.Globalization;

namespace Yaosu.Platform.Files;

/// <summary>File sizes as people read them.</summary>
public static class SizeText
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    public static string Of(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < Units.Length - 1)
            (value, unit) = (value / 1024, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 || value >= 100 ? Math.Floor(value) : Math.Floor(value * 10) / 10):0.#} {Units[unit]}");
    }
}
