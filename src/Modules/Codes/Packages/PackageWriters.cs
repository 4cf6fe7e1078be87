using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Numbers;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Packages;

/// <summary>Writes codes again: those of a level, from what is kept of it.</summary>
public sealed class PackageWriters(AppDbFactory databases, NumberSpaces spaces)
{
    /// <summary>What stands around the guards of a block's codes; null when there is no such package, as after numbers were given up.</summary>
    internal async Task<(CodeFrame Frame, bool IsReady)?> FrameOfAsync(NumberBlock block, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(block.OrgId));
        if (await db.Set<PackageLevel>().AsNoTracking().SingleOrDefaultAsync(x => x.PackageId == block.PackageId && x.Level == block.Level, ct) is not { } level)
            return null;
        var package = await db.Set<CodePackage>().Where(x => x.Id == block.PackageId).Select(x => new { x.GeneratedAt, x.ReadyAt }).SingleAsync(ct);
        return (new(level.Layout, package.GeneratedAt, CounterStart(level.Layout, block.First)), package.ReadyAt is not null);
    }

    /// <summary>Of a level that has its numbers.</summary>
    internal async Task<CodeWriter> OfAsync(CodePackage package, PackageLevel level, CancellationToken ct) =>
        Open(level.Layout, level.First, package.GeneratedAt, await spaces.KeyAsync(level.Space!, level.Generation, ct));

    /// <summary>Which numbers a layout's codes are made of; without a guard that depends on what stands around the counter, and so on the day.</summary>
    internal static string SpaceOf(CodeLayout layout, DateTime generatedAt)
    {
        var form = CodeForm.Of(layout);
        if (form.Counter is not { } shape)
            return form.SpaceOf("");
        shape.TryRead(new CodeFrame(layout, generatedAt, layout.Counter!.From).Text, out var common, out _);
        return form.SpaceOf(common);
    }

    private static CodeWriter Open(CodeLayout layout, long first, DateTime generatedAt, CodeKey? key) => new(layout, key, generatedAt, layout.IsGuessable ? 0 : first, CounterStart(layout, first));

    // Guarded codes count from their rule's start in every package; for others the counter is the number itself.
    private static long CounterStart(CodeLayout layout, long first) => layout.IsGuessable ? first : layout.Counter?.From ?? 0;
}
