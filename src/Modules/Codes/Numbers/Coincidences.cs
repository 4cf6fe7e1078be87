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
        await using var platform = databases.OpenPlatform();
        // The own numbers are taken already: of two packages made at once at least one sees the other's here.
        var others = (await spaces.ReadersAsync(platform, own.Length, ct)).Where(x => x.Reader.Form != own).ToList();
        if (others.Count == 0)
        {
            checkedSoFar(count);
            return false;
        }
        var texts = await TextsAsync(platform, others.Select(x => x.Reader.Form), ct);
        var text = new char[Batch * codes.Length];
        for (var done = 0L; done < count; done += Batch)
        {
            ct.ThrowIfCancellationRequested();
            var many = (int)Math.Min(Batch, count - done);
            codes.WriteMany(done, many, text.AsSpan(0, many * codes.Length));
            for (var i = 0; i < many; i++)
                foreach (var (reader, end) in others)
                    if (reader.TryRead(text.AsSpan(i * codes.Length, codes.Length), out var space, out var number) && number < end && (reader.Form.Guard is not null || texts.Contains(space))
                        && await IsSomebodysAsync(platform, reader, space, number, text.AsMemory(i * codes.Length, codes.Length), ct))
                        return true;
            checkedSoFar(done + many);
        }
        return false;
    }

    /// <summary>Around which texts codes without a guard were counted so far.</summary>
    private static async Task<HashSet<string>> TextsAsync(AppDb platform, IEnumerable<CodeForm> forms, CancellationToken ct)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var form in forms.Where(x => x.Guard is null))
        {
            var start = form.SpaceOf("");
            texts.UnionWith(await platform.Set<NumberSpace>().Where(x => x.Name.StartsWith(start)).Select(x => x.Name).ToListAsync(ct));
        }
        return texts;
    }

    private async Task<bool> IsSomebodysAsync(AppDb platform, FormReader reader, string space, long number, ReadOnlyMemory<char> code, CancellationToken ct) =>
        await NumberBlock.HoldingAsync(platform, space, reader.Generation, number, ct) is { } block && await writers.FrameOfAsync(block, ct) is { } made
        && new RememberedBlock(block, made.Frame).Find(reader.Key, number, code.Span) is not null;
}
