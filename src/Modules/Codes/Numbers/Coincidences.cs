using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Numbers;

/// <summary>Whether a code that is about to be handed out is somebody's already. Inside a form that can't be; codes of equal length and another form are compared one by one.</summary>
public sealed class Coincidences(AppDbFactory databases, NumberSpaces spaces, PackageWriters writers)
{
    private const int Batch = 4096;

    /// <param name="checkedSoFar">Called as codes are done.</param>
    internal async Task<bool> AnyAsync(CodeWriter codes, long count, CodeForm own, Action<long> checkedSoFar, CancellationToken ct)
    {
        var others = await OthersAsync(own, ct);
        try
        {
            if (others.Count == 0)
            {
                checkedSoFar(count);
                return false;
            }
            var text = new char[Batch * codes.Length];
            for (var done = 0L; done < count; done += Batch)
            {
                ct.ThrowIfCancellationRequested();
                var many = (int)Math.Min(Batch, count - done);
                codes.WriteMany(done, many, text.AsSpan(0, many * codes.Length));
                for (var i = 0; i < many; i++)
                    if (await IsSomebodysAsync(text.AsMemory(i * codes.Length, codes.Length), others, ct))
                        return true;
                checkedSoFar(done + many);
            }
            return false;
        }
        finally
        {
            foreach (var (reader, _) in others)
                reader.Dispose();
        }
    }

    private async Task<List<(FormReader Reader, Dictionary<string, NumberBlock[]> Blocks)>> OthersAsync(CodeForm own, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        var forms = await platform.Set<KnownForm>().AsNoTracking().Where(x => x.Length == own.Length && x.Key != own.Key).Select(x => x.Key).ToListAsync(ct);
        var others = new List<(FormReader, Dictionary<string, NumberBlock[]>)>();
        foreach (var key in forms)
        {
            var blocks = await platform.Set<NumberBlock>().AsNoTracking().Where(x => x.Form == key).ToListAsync(ct);
            var form = CodeForm.Parse(key);
            foreach (var ofOneKey in blocks.GroupBy(x => x.Generation))
                others.Add((new(form, form.Guard is null ? null : await spaces.KeyAsync(form.SpaceOf(""), ofOneKey.Key, ct), ofOneKey.Key), ofOneKey.GroupBy(x => x.Space).ToDictionary(x => x.Key, x => x.OrderBy(block => block.First).ToArray())));
        }
        return others;
    }

    private async Task<bool> IsSomebodysAsync(ReadOnlyMemory<char> code, List<(FormReader Reader, Dictionary<string, NumberBlock[]> Blocks)> others, CancellationToken ct)
    {
        foreach (var (reader, blocks) in others)
        {
            if (!reader.TryRead(code.Span, out var space, out var number) || !blocks.TryGetValue(space, out var all) || Holding(all, number) is not { } block)
                continue;
            using var writer = await writers.OfAsync(block, ct);
            if (writer?.Matches(number - block.First, code.Span) == true)
                return true;
        }
        return false;
    }

    private static NumberBlock? Holding(NumberBlock[] blocks, long number)
    {
        var (low, high) = (0, blocks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = blocks[middle].First <= number ? (middle + 1, high) : (low, middle);
        }
        return low > 0 && number - blocks[low - 1].First < blocks[low - 1].Count ? blocks[low - 1] : null;
    }
}
