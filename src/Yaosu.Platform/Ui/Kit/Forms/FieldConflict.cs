using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>A field that two people changed: what I want, what the other has saved.</summary>
public sealed record FieldConflict(string Field, string Label, string Mine, string Theirs);

/// <summary>Merges my changes into what somebody saved meanwhile. What only one of us changed needs no question.</summary>
internal sealed class FormConflict
{
    private readonly object _mine;
    private readonly object _theirs;
    private readonly IReadOnlyList<PropertyInfo> _properties;
    private readonly HashSet<string> _keep;

    /// <param name="labels">The fields on the form; others (a version, an owner) always come from the other side.</param>
    public FormConflict(object mine, object theirs, IReadOnlyDictionary<string, object?> original, IReadOnlyDictionary<string, string> labels)
    {
        (_mine, _theirs) = (mine, theirs);
        _properties = ModelRules.Of(mine.GetType()).Properties;
        var changed = _properties.Where(property => labels.ContainsKey(property.Name)).ToList();
        _keep = [.. changed.Where(property => !Same(property.GetValue(mine), original[property.Name])).Select(property => property.Name)];
        Fields = [.. changed
            .Where(property => _keep.Contains(property.Name)
                && !Same(property.GetValue(theirs), original[property.Name])
                && !Same(property.GetValue(theirs), property.GetValue(mine)))
            .Select(property => new FieldConflict(property.Name, labels[property.Name], Text(property.GetValue(mine)), Text(property.GetValue(theirs))))];
    }

    public IReadOnlyList<FieldConflict> Fields { get; }

    public static IReadOnlyDictionary<string, object?> Snapshot(object model) =>
        ModelRules.Of(model.GetType()).Properties.ToDictionary(property => property.Name, property => property.GetValue(model));

    /// <summary>Leaves in my model what will be saved: their values, my changes, and in a conflict whose was chosen.</summary>
    public void Resolve(IReadOnlySet<string> takeTheirs)
    {
        foreach (var property in _properties)
            if (!_keep.Contains(property.Name) || takeTheirs.Contains(property.Name))
                property.SetValue(_mine, property.GetValue(_theirs));
    }

    internal static string Text(object? value) => value switch
    {
        null or "" => "（空）",
        bool yes => yes ? "是" : "否",
        Enum member => Labels.Of(member),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime { Kind: DateTimeKind.Utc } time => ChinaTime.Text(time),
        string text => text,
        IEnumerable items => string.Join('、', items.Cast<object?>().Select(Text)),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool Same(object? one, object? other) => (one, other) switch
    {
        (string text, null) => text.Length == 0,
        (null, string text) => text.Length == 0,
        (string a, string b) => a == b,
        (IEnumerable a, IEnumerable b) => a.Cast<object?>().SequenceEqual(b.Cast<object?>()),
        _ => Equals(one, other),
    };
}
