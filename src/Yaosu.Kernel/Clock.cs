namespace Yaosu;

public static class Clock
{
    /// <summary>Now, in UTC, cut to microseconds: what both databases store, so that a value read back equals the value written.</summary>
    public static DateTime UtcNow(this TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
    }
}
