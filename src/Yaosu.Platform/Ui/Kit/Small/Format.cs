using System.Globalization;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>How numbers, money and times read in the console.</summary>
public static class Format
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>12,345.</summary>
    public static string Count(long number) => number.ToString("N0", Culture);

    /// <summary>For tiles and axes: 1.2万, 3.45亿. Never rounds up into the next unit.</summary>
    public static string Short(long number) => Math.Abs((decimal)number) switch
    {
        < 10_000 => Count(number),
        < 100_000_000 => Cut(number / 10_000m) + "万",
        _ => Cut(number / 100_000_000m) + "亿",
    };

    /// <summary>Stored as 分, shown as 元: 1,234.56.</summary>
    public static string Money(long fen) => (fen / 100m).ToString("N2", Culture);

    /// <summary>An amount in smallest units with its unit: 1,200 盒.</summary>
    public static string Quantity(long amount, string unit) => $"{Count(amount)} {unit}";

    public static string Duration(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "不到 1 秒",
        { TotalMinutes: < 1 } => $"{(int)span.TotalSeconds} 秒",
        { TotalHours: < 1 } => $"{(int)span.TotalMinutes} 分 {span.Seconds} 秒",
        _ => $"{(int)span.TotalHours} 小时 {span.Minutes} 分",
    };

    /// <summary>How long ago; days and more are shown as the date.</summary>
    public static string Ago(DateTime utc, TimeProvider time) => (time.GetUtcNow().UtcDateTime - utc) switch
    {
        { TotalMinutes: < 1 } => "刚刚",
        { TotalHours: < 1 } age => $"{(int)age.TotalMinutes} 分钟前",
        { TotalDays: < 1 } age => $"{(int)age.TotalHours} 小时前",
        { TotalDays: < 7 } age => $"{(int)age.TotalDays} 天前",
        _ => ChinaTime.FromUtc(utc).ToString("yyyy-MM-dd", Culture),
    };

    private static string Cut(decimal number) => (Math.Truncate(number * 100) / 100).ToString("#,0.##", Culture);
}
