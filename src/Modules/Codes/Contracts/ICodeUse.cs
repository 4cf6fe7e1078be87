using Yaosu.Platform.Data;

namespace Yaosu.Codes.Contracts;

/// <summary>What a module that stands on this one knows of codes and goods. Each such module registers one.</summary>
public interface ICodeUse
{
    /// <summary>Whether codes that people may hold in their hands say that they are on these goods.</summary>
    Task<bool> AreOnAsync(AppDb db, long goodsId, CancellationToken ct);

    /// <summary>What 码查询 tells of a package's codes besides what they are themselves.</summary>
    /// <returns>By the smallest units that lie in a code; null for nothing.</returns>
    Task<Func<CodeSpan, CodeUse?>> OfPackageAsync(AppDb db, long packageId, CancellationToken ct);
}

/// <param name="Label">所属批次 …</param>
/// <param name="Url">Null where the actor may not look.</param>
public sealed record CodeUse(string Label, string Text, string? Url);
