using System.Globalization;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>Days in China, both included; null is open.</summary>
public readonly record struct DayRange(DateOnly? From, DateOnly? To)
{
    private const string Between = "..";

    /// <summary>Presets stay relative in an address: 近7天 sent to a colleague tomorrow means his last seven days.</summary>
    public static readonly IReadOnlyList<Choice> Presets =
    [
        new("today", "今天"), new("yesterday", "昨天"), new("last7", "近7天"), new("last30", "近30天"), new("month", "本月"), new("last-month", "上月"),
    ];

    public bool IsOpen => From is null && To is null;

    /// <summary>Null when the text is neither a preset nor days.</summary>
    public static DayRange? Parse(string? text, DateOnly today)
    {
        if (OfPreset(text, today) is { } preset)
            return preset;
        if (text?.Split(Between) is not [var from, var to])
            return null;
        if (!TryDay(from, out var first) || !TryDay(to, out var last) || (first is null && last is null))
            return null;
        return first > last ? new(last, first) : new(first, last);
    }

    public override string ToString() => $"{Day(From)}{Between}{Day(To)}";

    private static DayRange? OfPreset(string? name, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        return name switch
        {
            "today" => new(today, today),
            "yesterday" => new(today.AddDays(-1), today.AddDays(-1)),
            "last7" => new(today.AddDays(-6), today),
            "last30" => new(today.AddDays(-29), today),
            "month" => new(month, month.AddMonths(1).AddDays(-1)),
            "last-month" => new(month.AddMonths(-1), month.AddDays(-1)),
            _ => null,
        };
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static bool TryDay(string text, out DateOnly? day)
    {
        day = null;
        if (text.Length == 0)
            return true;
        // Days before 1900 or after 2199 are slips of the finger, and neither database's calendar should be asked about them.
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) || parsed.Year is < 1900 or > 2199)
            return false;
        day = parsed;
        return true;
    }
}
