using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>A field bound with <c>@bind-Value="model.Phone"</c>. Its name, the refusals it shows, its label and its rules follow from the property.</summary>
public abstract class FieldBase<TValue> : ComponentBase, IDisposable
{
    private FormState? _registered;

    [CascadingParameter]
    internal FormState? Form { get; set; }

    [Parameter]
    public TValue? Value { get; set; }

    [Parameter]
    public EventCallback<TValue?> ValueChanged { get; set; }

    [Parameter]
    public Expression<Func<TValue?>>? ValueExpression { get; set; }

    /// <summary>Null: the property's <see cref="LabelAttribute"/>.</summary>
    [Parameter]
    public string? Label { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    /// <summary>Null: as the model says.</summary>
    [Parameter]
    public bool? Required { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    protected string Name { get; private set; } = "";

    protected string Id => Form?.IdOf(Name) ?? "field-" + Name;

    protected string LabelText { get; private set; } = "";

    protected string? Error => Form?.ErrorOf(Name);

    /// <summary>Whether somebody wanted to save the form and could not: then also what is only missing is worth saying.</summary>
    protected bool WasRefused => Form?.WasRefused == true;

    protected string? Invalid => Error is null ? null : "true";

    protected bool IsRequired => Required ?? Form?.IsRequired(Name) == true;

    protected string? RequiredText => IsRequired ? "true" : null;

    protected string? DescribedBy => Field.DescribedBy(Id, Hint, Error);

    protected bool Off => Disabled || Form?.IsBusy == true;

    protected override void OnParametersSet()
    {
        var property = (ValueExpression?.Body as MemberExpression)?.Member as PropertyInfo
            ?? throw new InvalidOperationException($"{GetType().Name} must be bound to a property: @bind-Value=\"model.Property\".");
        Name = property.Name;
        LabelText = Label ?? Labels.Of(property.ReflectedType ?? property.DeclaringType!, property.Name);
        if (ReferenceEquals(_registered, Form))
            return;
        _registered?.Unregister(Name);
        _registered = Form;
        Form?.Register(Name, LabelText);
    }

    public void Dispose()
    {
        _registered?.Unregister(Name);
        GC.SuppressFinalize(this);
    }

    protected async Task SetAsync(TValue? value)
    {
        // At once: drawn again before the page has handed it down, the field would write its old value over what is being typed.
        Value = value;
        await ValueChanged.InvokeAsync(value);
        Form?.Touched(Name);
    }

    /// <summary>What was typed isn't a value; the model keeps the last one that was.</summary>
    protected void Unreadable(string sentence) => Form?.Touched(Name, sentence);
}
