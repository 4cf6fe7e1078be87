using System.Collections.Concurrent;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Numbers;

/// <param name="Serial">Among the codes of its level, from 0.</param>
public sealed record FoundCode(long OrgId, long PackageId, int Level, long Serial);

/// <summary>Whose code it is, of whichever enterprise, once its package is ready. Anything else leads to nothing, never to an error.</summary>
public sealed class CodeFinder(AppDbFactory databases, NumberSpaces spaces, PackageWriters writers)
{
    private readonly ConcurrentDictionary<int, FormReader[]> _byLength = new();
    private readonly RememberedBlocks _blocks = new();

    /// <param name="code">Bare, in capitals: <see cref="TypedCode.Clean"/>.</param>
    public async Task<FoundCode?> FindAsync(string code, CancellationToken ct = default) => Remembered(code) ?? await AskAsync(code, ct);

    private FoundCode? Remembered(string code)
    {
        foreach (var reader in _byLength.GetValueOrDefault(code.Length, []))
            // What stands around a guard is compared before it is read: that takes a hundredth of the time.
            if (_blocks.MayHold(reader.Key, code) && reader.TryRead(code, out var space, out var number) && _blocks.Before(space, reader.Generation, number)?.Find(reader.Key, number, code) is { } found)
                return found;
        return null;
    }

    private async Task<FoundCode?> AskAsync(string code, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        var readers = await spaces.ReadersAsync(platform, code.Length, ct);
        _byLength[code.Length] = [.. readers.Select(x => x.Reader)];
        foreach (var (reader, end) in readers)
        {
            if (!reader.TryRead(code, out var space, out var number) || number >= end)
                continue;
            var block = await NumberBlock.HoldingAsync(platform, space, reader.Generation, number, ct);
            if (block is null || await writers.FrameOfAsync(block, ct) is not { IsReady: true } made)
                continue;
            var remembered = new RememberedBlock(block, made.Frame);
            if (remembered.Find(reader.Key, number, code) is not { } found)
                continue;
            _blocks.Add(remembered);
            return found;
        }
        return null;
    }
}
