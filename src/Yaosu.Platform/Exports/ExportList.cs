namespace Yaosu.Platform.Exports;

/// <summary>The exports that this node knows.</summary>
public sealed class ExportList
{
    private readonly Dictionary<string, ExportDefinition> _byCode = new(StringComparer.Ordinal);

    public ExportList(IEnumerable<ExportDefinition> definitions)
    {
        foreach (var definition in definitions)
            if (!_byCode.TryAdd(definition.Code, definition))
                throw new InvalidOperationException($"Two exports are called '{definition.Code}'.");
    }

    public IReadOnlyCollection<ExportDefinition> All => _byCode.Values;

    /// <summary>Null for an export that an older version of the product had.</summary>
    public ExportDefinition? Find(string code) => _byCode.GetValueOrDefault(code);
}
