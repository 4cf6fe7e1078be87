using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Yaosu.Platform.Data;

public static class StoredAsLinesMapping
{
    private static readonly ValueConverter<List<string>, string> Lines = new(
        list => string.Join('\n', list),
        text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList());

    private static readonly ValueComparer<List<string>> ByContent = new(
        (a, b) => a != null && b != null && a.SequenceEqual(b),
        list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, item.GetHashCode(StringComparison.Ordinal))),
        list => list.ToList());

    /// <summary>A short list of words without line breaks, one a line: the same on both engines and readable in the table.</summary>
    public static PropertyBuilder<List<string>> StoredAsLines(this PropertyBuilder<List<string>> property)
    {
        property.HasConversion(Lines, ByContent);
        property.Metadata.SetMaxLength(null);
        return property;
    }
}
