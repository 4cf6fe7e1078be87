namespace Yaosu.Platform.Ui.Kit;

/// <summary>What a form and its fields know of each other: who complains about which field, whether anything was changed, whether it is being saved.</summary>
public sealed class FormState
{
    private readonly object _model;
    private readonly ModelRules _rules;
    private readonly List<Refusal> _refusals = [];
    private readonly Dictionary<string, string> _labels = [];
    private readonly Dictionary<string, string> _unreadable = [];

    internal FormState(object model)
    {
        _model = model;
        _rules = ModelRules.Of(model.GetType());
    }

    /// <summary>Something changed that fields draw.</summary>
    internal event Action? Changed;

    internal string Id { get; } = "form-" + Guid.NewGuid().ToString("N")[..8];

    public bool IsDirty { get; private set; }

    public bool IsBusy { get; private set; }

    internal IReadOnlyList<Refusal> Refusals => _refusals;

    internal string IdOf(string field) => $"{Id}-{field}";

    internal string? ErrorOf(string field) => _unreadable.GetValueOrDefault(field) ?? _refusals.FirstOrDefault(refusal => refusal.Field == field)?.Text;

    /// <summary>Whether somebody wanted to save and could not.</summary>
    internal bool WasRefused { get; private set; }

    /// <summary>Fields, and parts of them: <c>Layout[0]</c> belongs to <c>Layout</c>.</summary>
    internal bool Shows(string? field) => field is not null && (_labels.ContainsKey(field) || _labels.Keys.Any(known => IsWithin(known, field)));

    internal bool IsRequired(string field) => _rules.IsRequired(field);

    internal int? MaxLength(string field) => _rules.MaxLength(field);

    internal void Register(string field, string label) => _labels[field] = label;

    internal void Unregister(string field)
    {
        _labels.Remove(field);
        _unreadable.Remove(field);
    }

    internal IReadOnlyDictionary<string, string> Labels => _labels;

    /// <summary>A field was changed: its old complaint may no longer be true, its own rules are asked at once.</summary>
    internal void Touched(string field, string? unreadable = null)
    {
        IsDirty = true;
        _refusals.RemoveAll(refusal => refusal.Field == field || IsWithin(field, refusal.Field));
        if (unreadable is null)
        {
            _unreadable.Remove(field);
            _refusals.AddRange(_rules.Check(_model, field));
        }
        else
        {
            _unreadable[field] = unreadable;
        }

        Changed?.Invoke();
    }

    /// <summary>False when the form has something to mend before anybody else needs to be asked.</summary>
    internal bool Check()
    {
        _refusals.Clear();
        _refusals.AddRange(_unreadable.Select(field => new Refusal("form.unreadable", field.Value, field.Key)));
        _refusals.AddRange(_rules.Check(_model).Where(refusal => refusal.Field is null || !_unreadable.ContainsKey(refusal.Field)));
        WasRefused = _refusals.Count > 0;
        Changed?.Invoke();
        return !WasRefused;
    }

    internal void Refuse(IEnumerable<Refusal> refusals)
    {
        _refusals.Clear();
        _refusals.AddRange(refusals);
        WasRefused = true;
        Changed?.Invoke();
    }

    internal void Busy(bool busy)
    {
        IsBusy = busy;
        Changed?.Invoke();
    }

    internal void Saved()
    {
        _refusals.Clear();
        IsDirty = WasRefused = false;
        Changed?.Invoke();
    }

    /// <summary>As <see cref="Saved"/>, but complaints stay: a draft may be wrong.</summary>
    internal void Clean() => IsDirty = false;

    internal void MarkDirty() => IsDirty = true;

    private static bool IsWithin(string field, string? part) => part is not null && part.Length > field.Length && part[field.Length] == '[' && part.StartsWith(field, StringComparison.Ordinal);
}
