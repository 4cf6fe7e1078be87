namespace Yaosu;

/// <summary>A "no" that a user can understand: a stable code for programs and support, a Chinese sentence that says what to do.</summary>
/// <param name="Code">Stable, <c>module.reason</c>; never shown alone, never changed once released.</param>
/// <param name="Text">The sentence people read.</param>
/// <param name="Field">The form field it belongs to; null when it concerns the whole act.</param>
public sealed record Refusal(string Code, string Text, string? Field = null)
{
    public Refusal At(string field) => this with { Field = field };
}
