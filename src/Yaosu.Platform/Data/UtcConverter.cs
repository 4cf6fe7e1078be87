using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Yaosu.Platform.Data;

/// <summary>Refuses a time that isn't UTC on the way in and marks it as UTC on the way out.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(time => Checked(time), time => DateTime.SpecifyKind(time, DateTimeKind.Utc))
{
    private static DateTime Checked(DateTime time) => time.Kind == DateTimeKind.Utc
        ? time
        : throw new ArgumentException($"A time of kind {time.Kind} was about to be stored; only UTC is.");
}
