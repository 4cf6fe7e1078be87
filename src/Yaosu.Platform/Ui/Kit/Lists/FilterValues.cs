using System.Collections.Immutable;
using System.Globalization;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>What the filters of a list say, already cleaned: only known keys, only values that a filter accepts.</summary>
public sealed class FilterValues(ImmutableSortedDictionary<string, string> values, DateOnly today)
{
    public static readonly FilterValues None = new(ImmutableSortedDictionary<string, string>.Empty, default);

    public bool IsEmpty => values.IsEmpty;

    public ImmutableSortedDictionary<string, string> All => values;

    /// <summary>Null when nothing is asked for.</summary>
    public string? Text(string key) => values.GetValueOrDefault(key);

    public long? Number(string key) => long.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public TEnum? Choice<TEnum>(string key)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(Text(key), out var value) && Enum.IsDefined(value) ? value : null;

    /// <summary>Presets such as 近7天 count from today.</summary>
    public DayRange Days(string key) => DayRange.Parse(Text(key), today) ?? default;
}
