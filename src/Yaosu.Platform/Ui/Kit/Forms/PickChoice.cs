namespace Yaosu.Platform.Ui.Kit;

/// <summary>A row that a form refers to, as a <see cref="PickField"/> shows it.</summary>
public sealed record PickChoice(long Id, string Text)
{
    /// <summary>As people read it where two of them changed the field.</summary>
    public override string ToString() => Text;
}
