using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using Yaosu.Platform.Data;
using Yaosu.Platform.Modules;

namespace Yaosu.Platform.Audit;

/// <summary>The Chinese words of what the log keeps in code: actions, kinds of objects, fields and their values.</summary>
public sealed class AuditWords(ModuleList modules, AppDbFactory databases)
{
    private readonly FrozenDictionary<string, string> _actions = modules.AuditActions.ToFrozenDictionary(action => action.Code, action => action.Name);
    private readonly Lazy<FrozenDictionary<string, Type>> _types = new(() =>
    {
        using var db = databases.OpenPlatform();
        return db.Model.GetEntityTypes().Select(entity => entity.ClrType).DistinctBy(type => type.Name).ToFrozenDictionary(type => type.Name);
    });

    public IEnumerable<(string Code, string Name)> Actions => _actions.Select(pair => (pair.Key, pair.Value));

    /// <summary>Kinds of objects that have a Chinese word.</summary>
    public IEnumerable<(string Type, string Name)> ObjectTypes => _types.Value
        .Where(pair => typeof(IAuditSubject).IsAssignableFrom(pair.Value))
        .Select(pair => (pair.Key, ObjectType(pair.Key)));

    /// <summary>An act that no module declares any more is shown by its code: better a strange word than a hidden act.</summary>
    public string Action(string code) => _actions.GetValueOrDefault(code, code);

    public string ObjectType(string type) => _types.Value.GetValueOrDefault(type)?.GetCustomAttribute<LabelAttribute>()?.Text ?? type;

    public IReadOnlyList<FieldChange> Changes(AuditEntry entry) =>
        [.. AuditPending.Parse(entry.Changes).Where(change => !IsNamelessId(entry.ObjectType, change.Field)).Select(change => new FieldChange(Field(entry.ObjectType, change.Field), Value(entry.ObjectType, change.Field, change.Before), Value(entry.ObjectType, change.Field, change.After)))];

    private string Field(string type, string field) => PropertyOf(type, field)?.GetCustomAttribute<LabelAttribute>()?.Text ?? field;

    private string? Value(string type, string field, string? text)
    {
        if (text is null || PropertyOf(type, field) is not { } property)
            return text;
        var kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (kind == typeof(bool))
            return text == bool.TrueString ? "是" : "否";
        if (kind == typeof(DateTime) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
            return ChinaTime.Text(time);
        if (kind.IsEnum)
            return kind.GetField(text)?.GetCustomAttribute<LabelAttribute>()?.Text ?? text;
        return text;
    }

    /// <summary>The id of another row says nothing to people, unless its field has a word.</summary>
    private bool IsNamelessId(string type, string field) =>
        PropertyOf(type, field) is { } property && property.PropertyType.IsAssignableTo(typeof(long?)) && property.GetCustomAttribute<LabelAttribute>() is null && field.EndsWith("Id", StringComparison.Ordinal);

    private PropertyInfo? PropertyOf(string type, string field) => _types.Value.GetValueOrDefault(type)?.GetProperty(field);
}
