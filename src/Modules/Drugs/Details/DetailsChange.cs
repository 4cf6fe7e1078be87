using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Drugs.Details;

/// <summary>What differs between two versions, in words.</summary>
public sealed record DetailsChange(string Field, string? Before, string? After)
{
    public static IReadOnlyList<DetailsChange> Between(DetailsContent before, DetailsContent after)
    {
        var changes = new List<DetailsChange>();
        if (before.ImageFileId != after.ImageFileId)
            changes.Add(new("药品图片", before.ImageFileId is null ? null : "原图片", after.ImageFileId is null ? null : "新图片"));
        Add("药品标识1", before.Sale is { } sold ? Labels.Of(sold) : null, after.Sale is { } sale ? Labels.Of(sale) : null);
        Add("药品标识2", before.Control is { } controlled ? Labels.Of(controlled) : null, after.Control is { } control ? Labels.Of(control) : null);
        Add("说明书类型", Labels.Of(before.Leaflet), Labels.Of(after.Leaflet));
        foreach (var chapter in DetailsContent.Chapters)
            Add(chapter.Title, chapter.Of(before), chapter.Of(after));
        if (!before.Pictures.SequenceEqual(after.Pictures))
            changes.Add(new("药品说明图片", $"{before.Pictures.Count} 张", before.Pictures.Count == after.Pictures.Count ? $"{after.Pictures.Count} 张（图片或顺序不同）" : $"{after.Pictures.Count} 张"));
        return changes;

        void Add(string field, string? was, string? now)
        {
            if (was != now)
                changes.Add(new(field, was, now));
        }
    }
}
