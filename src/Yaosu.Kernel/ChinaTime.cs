using System.Globalization;

namespace Yaosu;

/// <summary>Times are stored as UTC and shown in Asia/Shanghai, which has had no daylight saving since 1991.</summary>
public static class ChinaTime
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", TimeSpan.FromHours(8), "中国标准时间", "中国标准时间");

    public static DateTime FromUtc(DateTime utc) => DateTime.SpecifyKind(utc.AddHours(8), DateTimeKind.Unspecified);

    public static DateTime ToUtc(DateTime china) => DateTime.SpecifyKind(china.AddHours(-8), DateTimeKind.Utc);

    /// <summary>The first instant of that day in China, as UTC.</summary>
    public static DateTime StartOf(DateOnly day) => ToUtc(day.ToDateTime(TimeOnly.MinValue));

    public static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(FromUtc(time.GetUtcNow().UtcDateTime));

    public static string Text(DateTime utc) => FromUtc(utc).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
