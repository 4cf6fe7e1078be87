using System.Collections.Concurrent;

namespace Yaosu.Codes.Numbers;

/// <summary>A block and what stands around its codes' guards.</summary>
internal sealed record RememberedBlock(NumberBlock Block, CodeFrame Frame)
{
    public FoundCode? Find(string form, long number, ReadOnlySpan<char> code)
    {
        var serial = number - Block.First;
        return serial >= 0 && serial < Block.Count && Block.Form == form && Frame.Fits(serial, code) ? new(Block.OrgId, Block.PackageId, Block.Level, serial) : null;
    }
}

/// <summary>Blocks whose codes were asked for lately. They are of packages that are ready, so what is remembered stays true.</summary>
internal sealed class RememberedBlocks
{
    private const int Most = 20_000;
    private const int MostFrames = 4;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(string Space, int Generation), RememberedBlock[]> _bySpace = new();
    private readonly ConcurrentDictionary<string, CodeFrame[]> _frames = new(StringComparer.Ordinal);
    private int _count;

    /// <returns>The last one that begins at the number or before it.</returns>
    public RememberedBlock? Before(string space, int generation, long number) =>
        _bySpace.TryGetValue((space, generation), out var blocks) && After(blocks, number) is > 0 and var at ? blocks[at - 1] : null;

    /// <summary>False when no block of that form is remembered, or none whose codes look like this one.</summary>
    public bool MayHold(string form, ReadOnlySpan<char> code)
    {
        if (!_frames.TryGetValue(form, out var frames))
            return false;
        foreach (var frame in frames)
            if (frame.MayBeAround(code))
                return true;
        return frames.Length == 0;
    }

    public void Add(RememberedBlock block)
    {
        lock (_gate)
        {
            if (_count >= Most)
            {
                _bySpace.Clear();
                _frames.Clear();
                _count = 0;
            }
            var key = (block.Block.Space, block.Block.Generation);
            var blocks = _bySpace.GetValueOrDefault(key, []);
            var at = After(blocks, block.Block.First);
            if (at > 0 && blocks[at - 1].Block.First == block.Block.First)
                return;
            _bySpace[key] = [.. blocks[..at], block, .. blocks[at..]];
            _count++;
            Learn(block.Block.Form, block.Frame);
        }
    }

    /// <summary>Where packages of one form say different things, as with the moment they were made, comparing them all would take longer than reading: then none are kept.</summary>
    private void Learn(string form, CodeFrame frame)
    {
        var frames = _frames.GetValueOrDefault(form);
        if (frames is { Length: 0 } || frames?.Any(frame.LooksLike) == true)
            return;
        _frames[form] = frames is { Length: MostFrames } ? [] : [.. frames ?? [], frame];
    }

    private static int After(RememberedBlock[] blocks, long number)
    {
        var (low, high) = (0, blocks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = blocks[middle].Block.First <= number ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
