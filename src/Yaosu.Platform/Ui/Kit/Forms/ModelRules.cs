using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>The validation attributes of a form's model, with Chinese sentences for those that bring none of their own.</summary>
internal sealed class ModelRules
{
    private static readonly ConcurrentDictionary<Type, ModelRules> OfTypes = new();
    private readonly IReadOnlyList<(PropertyInfo Property, IReadOnlyList<ValidationAttribute> Rules)> _fields;

    private ModelRules(Type type)
    {
        Properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property is { CanRead: true, CanWrite: true } && property.GetIndexParameters().Length == 0)];
        _fields = [.. Properties.Select(property => (property, Rules: (IReadOnlyList<ValidationAttribute>)[.. property.GetCustomAttributes<ValidationAttribute>(inherit: true)])).Where(field => field.Rules.Count > 0)];
    }

    /// <summary>What a form can change.</summary>
    public IReadOnlyList<PropertyInfo> Properties { get; }

    public static ModelRules Of(Type type) => OfTypes.GetOrAdd(type, static type => new(type));

    public bool IsRequired(string field) => _fields.Any(known => known.Property.Name == field && known.Rules.Any(rule => rule is RequiredAttribute));

    public int? MaxLength(string field) => _fields
        .Where(known => known.Property.Name == field)
        .SelectMany(known => known.Rules)
        .Select(rule => rule switch { StringLengthAttribute text => text.MaximumLength, MaxLengthAttribute text => text.Length, _ => (int?)null })
        .FirstOrDefault(length => length > 0);

    /// <summary>Every field's first complaint; then, if there is none, what the model says as a whole.</summary>
    public IReadOnlyList<Refusal> Check(object model, string? only = null)
    {
        var refusals = new List<Refusal>();
        foreach (var (property, rules) in _fields)
        {
            if (only is not null && property.Name != only)
                continue;
            var context = new ValidationContext(model) { MemberName = property.Name, DisplayName = Labels.Of(property.DeclaringType!, property.Name) };
            var value = property.GetValue(model);
            // Of an empty required field nothing else is worth saying.
            var broken = rules.OrderByDescending(rule => rule is RequiredAttribute).FirstOrDefault(rule => rule.GetValidationResult(value, context) != ValidationResult.Success);
            if (broken is not null)
                refusals.Add(new("form.invalid", Sentence(broken, value, context), property.Name));
        }

        if (refusals.Count == 0 && only is null && model is IValidatableObject whole)
            refusals.AddRange(whole.Validate(new(model)).Where(result => result != ValidationResult.Success)
                .Select(result => new Refusal("form.invalid", result.ErrorMessage ?? "填写的内容有误，请检查。", result.MemberNames.FirstOrDefault())));
        return refusals;
    }

    private static string Sentence(ValidationAttribute rule, object? value, ValidationContext context)
    {
        var label = context.DisplayName;
        if (rule.ErrorMessage is not null || rule.ErrorMessageResourceName is not null)
            return rule.GetValidationResult(value, context)!.ErrorMessage!;
        return rule switch
        {
            RequiredAttribute => $"请填写{label}。",
            StringLengthAttribute { MinimumLength: > 0 } text => $"{label}应为 {text.MinimumLength} 到 {text.MaximumLength} 个字。",
            StringLengthAttribute text => $"{label}不能超过 {text.MaximumLength} 个字。",
            MaxLengthAttribute text => $"{label}不能超过 {text.Length} 个字。",
            MinLengthAttribute text => $"{label}至少需要 {text.Length} 个字。",
            RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"{label}应在 {range.Minimum} 到 {range.Maximum} 之间。"),
            EmailAddressAttribute => $"{label}格式不正确，例如 name@example.com。",
            CompareAttribute => $"{label}与前面填写的不一致，请重新输入。",
            RegularExpressionAttribute => $"{label}格式不正确，请检查。",
            _ => $"{label}填写有误，请检查。",
        };
    }
}
