using System.Collections.Immutable;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>A picture that was kept.</summary>
/// <param name="Name">As it was uploaded; null where nobody asked.</param>
public sealed record Picture(long FileId, string? Name = null);

/// <summary>Pictures in an order. Equal when they are the same in the same order, so that a form knows whether something was changed.</summary>
public sealed record PictureList(ImmutableArray<Picture> Pictures)
{
    public static readonly PictureList Empty = new([]);

    public static PictureList Of(IEnumerable<long> fileIds) => new([.. fileIds.Select(id => new Picture(id))]);

    public IEnumerable<long> FileIds => Pictures.Select(x => x.FileId);

    public bool Equals(PictureList? other) => other is not null && FileIds.SequenceEqual(other.FileIds);

    public override int GetHashCode() => Pictures.Length;

    /// <summary>As people read it where two of them changed the pictures.</summary>
    public override string ToString() => Pictures.All(x => x.Name is not null) ? string.Join('、', Pictures.Select(x => x.Name)) : $"{Pictures.Length} 张图片";
}
