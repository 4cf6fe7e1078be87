using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Numbers;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Packages;

/// <summary>Writes codes again: those of a level, from what is kept of it.</summary>
public sealed class PackageWriters(AppDbFactory databases, NumberSpaces spaces)
{
    /// <summary>The writer whose code 0 is the block's first; null when there is no such package, as after a restored backup of half of the tables.</summary>
    internal async Task<CodeWriter?> OfAsync(NumberBlock block, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(block.OrgId));
        if (await db.Set<PackageLevel>().AsNoTracking().SingleOrDefaultAsync(x => x.PackageId == block.PackageId && x.Level == block.Level, ct) is not { } level)
            return null;
        var made = await db.Set<CodePackage>().Where(x => x.Id == block.PackageId).Select(x => x.GeneratedAt).SingleAsync(ct);
        return Open(level.Layout, block.First, made, await spaces.KeyAsync(block.Space, block.Generation, ct));
    }

    /// <summary>Of a level that has its numbers.</summary>
    internal async Task<CodeWriter> OfAsync(CodePackage package, PackageLevel level, CancellationToken ct) =>
        Open(level.Layout, level.First, package.GeneratedAt, await spaces.KeyAsync(level.Space!, level.Generation, ct));

    /// <summary>What stands around the counters of codes without a guard; empty with one, where the space doesn't depend on it.</summary>
    internal static string SpaceOf(CodeLayout layout, DateTime generatedAt)
    {
        var form = CodeForm.Of(layout);
        if (form.Counter is not { } shape)
            return form.SpaceOf("");
        using var writer = new CodeWriter(layout, null, generatedAt, 0, layout.Counter!.From);
        Span<char> code = stackalloc char[layout.Length];
        writer.Write(0, code);
        shape.TryRead(code, out var common, out _);
        return form.SpaceOf(common);
    }

    // Guarded codes count from their rule's start in every package; for others the counter is the number itself.
    private static CodeWriter Open(CodeLayout layout, long first, DateTime generatedAt, CodeKey? key) => layout.IsGuessable
        ? new(layout, null, generatedAt, 0, first)
        : new(layout, key, generatedAt, first, layout.Counter?.From ?? 0);
}
