using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Audit;

/// <summary>The audit lines of one context that are not written yet.</summary>
internal sealed class AuditPending(AppDb db)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(AuditAction Action, IAuditSubject? Subject, AuditObject? About, string? Note)> _asked = [];
    private readonly List<AuditLine> _ready = [];

    internal bool Any => _ready.Count > 0;

    internal void Add(AuditAction action, IAuditSubject subject, string? note) => _asked.Add((action, subject, null, note));

    internal void Add(AuditAction action, AuditObject about, string? note) => _asked.Add((action, null, about, note));

    /// <summary>Reads before and after off the change tracker; called just before the save, when the original values are still there.</summary>
    internal void ReadChanges()
    {
        foreach (var (action, subject, about, note) in _asked)
        {
            if (subject is null)
            {
                _ready.Add(new(action.Code, about!.Type, about.Id, about.Name, note, null));
                continue;
            }
            var entry = db.Entry(subject);
            var changes = Changes(entry);
            _ready.Add(new(action.Code, entry.Metadata.ClrType.Name, subject.Id, subject.AuditName, note, changes.Count == 0 ? null : JsonSerializer.Serialize(changes, Json)));
        }
        _asked.Clear();
    }

    internal IReadOnlyList<AuditLine> Take()
    {
        var lines = _ready.ToArray();
        _ready.Clear();
        return lines;
    }

    internal void Forget()
    {
        _asked.Clear();
        _ready.Clear();
    }

    internal static IReadOnlyList<FieldChange> Parse(string? changes) => changes is null ? [] : JsonSerializer.Deserialize<List<FieldChange>>(changes, Json)!;

    private static List<FieldChange> Changes(EntityEntry entry)
    {
        var changes = new List<FieldChange>();
        foreach (var property in entry.Properties)
        {
            if (property.Metadata.IsPrimaryKey() || property.Metadata.Name is nameof(IVersioned.Version))
                continue;
            var before = entry.State == EntityState.Added ? null : Text(property.OriginalValue);
            var after = entry.State == EntityState.Deleted ? null : Text(property.CurrentValue);
            if (before == after)
                continue;
            changes.Add(property.Metadata.PropertyInfo?.GetCustomAttribute<SecretAttribute>() is null
                ? new(property.Metadata.Name, before, after)
                : new(property.Metadata.Name, before is null ? null : "••••", after is null ? null : "••••（已更改）"));
        }
        return changes;
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        IEnumerable<string> many => string.Join("、", many),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}

/// <summary>A line before it gets its place in the chain.</summary>
internal sealed record AuditLine(string Action, string ObjectType, long ObjectId, string ObjectName, string? Note, string? Changes);
