using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Numbers;

/// <param name="Serial">Among the codes of its level, from 0.</param>
public sealed record FoundCode(long OrgId, long PackageId, int Level, long Serial);

/// <summary>Whose code it is, of whichever enterprise. Anything that nobody made leads to nothing, never to an error.</summary>
public sealed class CodeFinder(AppDbFactory databases, NumberSpaces spaces, PackageWriters writers)
{
    // A reader keeps buffers for one code at a time; they are lent out and come back.
    private readonly ConcurrentDictionary<(string Form, int Generation), ConcurrentBag<FormReader>> _readers = new();

    /// <param name="code">Bare, in capitals: <see cref="TypedCode.Clean"/>.</param>
    public async Task<FoundCode?> FindAsync(string code, CancellationToken ct = default)
    {
        await using var platform = databases.OpenPlatform();
        var length = code.Length;
        var forms = await platform.Set<KnownForm>().Where(x => x.Length == length).Select(x => x.Key).ToListAsync(ct);
        foreach (var form in forms)
            foreach (var (space, generation, number) in await ReadAsync(CodeForm.Parse(form), code, ct))
            {
                var block = await platform.Set<NumberBlock>().AsNoTracking()
                    .Where(x => x.Space == space && x.Generation == generation && x.First <= number)
                    .OrderByDescending(x => x.First)
                    .FirstOrDefaultAsync(ct);
                if (block is not null && number - block.First < block.Count && block.Form == form && await MatchesAsync(block, number - block.First, code, ct))
                    return new(block.OrgId, block.PackageId, block.Level, number - block.First);
            }
        return null;
    }

    private async Task<bool> MatchesAsync(NumberBlock block, long serial, string code, CancellationToken ct)
    {
        using var writer = await writers.OfAsync(block, ct);
        return writer?.Matches(serial, code) == true;
    }

    /// <summary>The number that it would have under each key of the form.</summary>
    private async Task<List<(string Space, int Generation, long Number)>> ReadAsync(CodeForm form, string code, CancellationToken ct)
    {
        var numbers = new List<(string, int, long)>();
        foreach (var generation in form.Guard is null ? [0] : await spaces.GenerationsAsync(form.SpaceOf(""), ct))
        {
            var bag = _readers.GetOrAdd((form.Key, generation), _ => []);
            if (!bag.TryTake(out var reader))
                reader = new(form, form.Guard is null ? null : await spaces.KeyAsync(form.SpaceOf(""), generation, ct), generation);
            if (reader.TryRead(code, out var space, out var number))
                numbers.Add((space, generation, number));
            bag.Add(reader);
        }
        return numbers;
    }
}
