using System.Collections.Frozen;
using System.Globalization;
using Radzen;

namespace Yaosu.Platform.Ui;

/// <summary>What Radzen's components say, in Simplified Chinese: radzen-zh.tsv beside this file. Radzen ships no Chinese and asks here first.</summary>
public sealed class RadzenTexts : ILocalizer
{
    private static readonly (FrozenDictionary<string, string> Keys, FrozenDictionary<string, string> Suffixes) Texts = Read();

    /// <summary>zh-CN with one-character weekdays: Radzen's calendar heads its columns with the abbreviated names, and 周一 breaks into two lines.</summary>
    public static CultureInfo Culture { get; } = MakeCulture();

    /// <summary>Null lets Radzen fall back to its English: a test holds that this doesn't happen to components we use.</summary>
    public string? Get(string key, CultureInfo culture)
    {
        if (Texts.Keys.TryGetValue(key, out var text))
            return text;
        var cut = key.IndexOf('_', StringComparison.Ordinal);
        return cut > 0 && Texts.Suffixes.TryGetValue(key[(cut + 1)..], out text) ? text : null;
    }

    private static (FrozenDictionary<string, string>, FrozenDictionary<string, string>) Read()
    {
        using var stream = typeof(RadzenTexts).Assembly.GetManifestResourceStream("radzen-zh.tsv")!;
        using var reader = new StreamReader(stream);
        var keys = new Dictionary<string, string>();
        var suffixes = new Dictionary<string, string>();
        var into = keys;
        while (reader.ReadLine() is { } line)
        {
            if (line is "[keys]" or "[suffixes]")
                into = line == "[keys]" ? keys : suffixes;
            else if (line.Split('\t') is [var key, var text])
                into.Add(key, text);
        }

        return (keys.ToFrozenDictionary(), suffixes.ToFrozenDictionary());
    }

    private static CultureInfo MakeCulture()
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo("zh-CN").Clone();
        string[] days = ["日", "一", "二", "三", "四", "五", "六"];
        culture.DateTimeFormat.AbbreviatedDayNames = days;
        culture.DateTimeFormat.ShortestDayNames = days;
        culture.DateTimeFormat.FirstDayOfWeek = DayOfWeek.Monday;
        culture.DateTimeFormat.ShortDatePattern = "yyyy-MM-dd";
        culture.DateTimeFormat.ShortTimePattern = "HH:mm";
        culture.DateTimeFormat.LongTimePattern = "HH:mm:ss";
        return CultureInfo.ReadOnly(culture);
    }
}
