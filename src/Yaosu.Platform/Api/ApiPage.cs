using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Yaosu.Platform.Api;

/// <summary>A piece of a list. Ask again with <paramref name="NextCursor"/> until it is null; rows that are added meanwhile neither repeat nor hide others.</summary>
public sealed record ApiPage<TItem>(IReadOnlyList<TItem> Items, string? NextCursor);

/// <summary>Where a list goes on.</summary>
/// <param name="After">The key of the last row of the page before; null at the beginning.</param>
public sealed record ApiCursor(long? After, int Limit)
{
    public const int DefaultLimit = 50;
    public const int MostLimit = 200;

    public static Outcome<ApiCursor> Read(string? cursor, int? limit)
    {
        var size = Math.Clamp(limit ?? DefaultLimit, 1, MostLimit);
        if (string.IsNullOrEmpty(cursor))
            return new ApiCursor(null, size);
        try
        {
            return cursor.Length <= 64 && long.TryParse(Encoding.ASCII.GetString(WebEncoders.Base64UrlDecode(cursor)), NumberStyles.None, CultureInfo.InvariantCulture, out var after)
                ? new ApiCursor(after, size)
                : ApiRefusals.CursorInvalid;
        }
        catch (FormatException)
        {
            return ApiRefusals.CursorInvalid;
        }
    }

    /// <param name="found">One more than <see cref="Limit"/>, so that it is known whether anything comes after.</param>
    public ApiPage<TItem> Page<TRow, TItem>(IReadOnlyList<TRow> found, Func<TRow, long> key, Func<TRow, TItem> item) => new(
        [.. found.Take(Limit).Select(item)],
        found.Count > Limit ? WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(key(found[Limit - 1]).ToString(CultureInfo.InvariantCulture))) : null);
}
