namespace Yaosu.Codes.Products;

/// <summary>A picture as forms and pages show it.</summary>
public sealed record GoodsPhoto(long FileId, string Name)
{
    /// <summary>As people read it where two of them changed the pictures.</summary>
    public override string ToString() => Name;
}
