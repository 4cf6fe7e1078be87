namespace Yaosu.Drugs.Contracts;

/// <summary>What whoever scans a code reads about its drug.</summary>
/// <param name="Facts">剂型, 制剂规格, 批准文号 … by their names.</param>
public sealed record DrugCard(string GenericName, IReadOnlyList<DrugCard.Line> Facts)
{
    /// <summary>Null while the enterprise has submitted nothing; the rest is empty then too.</summary>
    public long? ImageFileId { get; init; }

    /// <summary>Rx 处方药, OTC 甲类 …</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>The leaflet's chapters; empty when it is shown as pictures.</summary>
    public IReadOnlyList<Line> Chapters { get; init; } = [];

    public IReadOnlyList<long> Pictures { get; init; } = [];

    /// <summary>What law asks to be said beside the leaflet.</summary>
    public string? Advice { get; init; }

    public sealed record Line(string Title, string Text);

    /// <param name="IsWarning">Drawn in red.</param>
    public sealed record Mark(string Text, bool IsWarning);
}
