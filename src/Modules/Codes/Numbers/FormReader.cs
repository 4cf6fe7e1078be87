using System.Collections.Concurrent;

namespace Yaosu.Codes.Numbers;

/// <summary>Reads numbers out of codes of one form, under one key. For any number of threads: what keeps buffers is lent to one and comes back.</summary>
internal sealed class FormReader(CodeForm form, int generation, CodeKey? key)
{
    private readonly string _space = form.Guard is null ? "" : form.SpaceOf("");
    private readonly ConcurrentBag<CodeReader> _guards = [];

    public CodeForm Form => form;

    public string Key { get; } = form.Key;

    public int Generation => generation;

    /// <summary>A number is only half of the answer: it has to lie in a block, and the block's frame has to fit.</summary>
    public bool TryRead(ReadOnlySpan<char> code, out string space, out long number)
    {
        if (form.Guard is { } shape)
        {
            space = _space;
            if (!_guards.TryTake(out var guard))
                guard = new(shape, key!);
            var isNumber = guard.TryRead(code, out number);
            _guards.Add(guard);
            return isNumber;
        }
        var read = form.Counter!.Value.TryRead(code, out var common, out number);
        space = read ? form.SpaceOf(common) : "";
        return read;
    }
}
