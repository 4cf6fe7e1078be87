namespace Yaosu.Platform.Ui.Kit;

/// <summary>One way to go, in <see cref="CardsField{TValue}"/>.</summary>
/// <param name="Text">A sentence about it; null where the title says all.</param>
public sealed record FieldCard<TValue>(TValue Value, string Title, string? Text = null)
{
    /// <summary>Shown and not choosable; the text says why.</summary>
    public bool Disabled { get; init; }
}
