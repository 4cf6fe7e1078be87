namespace Yaosu.Codes.Numbers;

/// <summary>Reads numbers out of codes of one form. Not for two threads at once.</summary>
internal sealed class FormReader(CodeForm form, CodeKey? key, int generation) : IDisposable
{
    private readonly CodeReader? _guard = form.Guard is { } shape ? new(shape, key!) : null;

    public CodeForm Form => form;

    public int Generation => generation;

    /// <summary>A number is only half of the answer: it has to lie in a block, and the block's package has to write this very code for it.</summary>
    public bool TryRead(ReadOnlySpan<char> code, out string space, out long number)
    {
        if (_guard is not null)
        {
            space = form.SpaceOf("");
            return _guard.TryRead(code, out number);
        }
        var read = form.Counter!.Value.TryRead(code, out var common, out number);
        space = read ? form.SpaceOf(common) : "";
        return read;
    }

    public void Dispose() => _guard?.Dispose();
}
