using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Numbers;

/// <summary>Gives out the numbers that codes are made of, each once, and keeps the keys that hide them.</summary>
public sealed class NumberSpaces(AppDbFactory databases, IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Yaosu.Codes.NumberSpaces");

    // A key never changes, and there are few.
    private readonly ConcurrentDictionary<(string Space, int Generation), CodeKey> _keys = new();

    /// <summary>Makes sure that there is something to take numbers from; before the transaction that takes them.</summary>
    internal async Task OpenAsync(CodeLayout layout, string space, CancellationToken ct)
    {
        var form = CodeForm.Of(layout);
        await using var platform = databases.OpenPlatform();
        if (!await platform.Set<KnownForm>().AnyAsync(x => x.Key == form.Key, ct))
            await databases.Engine.InsertIfMissingAsync(platform, new KnownForm { Key = form.Key, Length = form.Length }, ct);
        if (!await platform.Set<NumberSpace>().AnyAsync(x => x.Name == space, ct))
            // Of two who begin it at once the first one's key stays.
            await databases.Engine.InsertIfMissingAsync(platform, new NumberSpace { Name = space, Generation = 0, WrappedKey = layout.IsGuessable ? null : Wrap(), Next = 0 }, ct);
    }

    /// <summary>Takes numbers inside the caller's transaction: whoever else wants some of the same space waits for its end.</summary>
    internal async Task<Outcome<NumberBlock>> TakeAsync(AppDb db, CodeLayout layout, string space, long count, long packageId, int level, CancellationToken ct)
    {
        var generation = await db.Set<NumberSpace>().Where(x => x.Name == space).MaxAsync(x => x.Generation, ct);
        var (from, end) = layout.IsGuessable ? (layout.Counter!.From, layout.Counter.To + 1) : (0, layout.Space!.Value.Numbers);
        var taken = await db.Set<NumberSpace>()
            .Where(x => x.Name == space && x.Generation == generation && (x.Next < from ? from : x.Next) <= end - count)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Next, x => (x.Next < from ? from : x.Next) + count), ct);
        var next = await db.Set<NumberSpace>().Where(x => x.Name == space && x.Generation == generation).Select(x => x.Next).SingleAsync(ct);
        if (taken == 0)
            return layout.Allows(count, next, Math.Max(next, from)).Refusal ?? CodeLayoutRefusals.GuardExhausted(count);
        var block = new NumberBlock
        {
            Space = space,
            Generation = generation,
            First = next - count,
            Count = count,
            Form = CodeForm.Of(layout).Key,
            OrgId = db.OrgId,
            PackageId = packageId,
            Level = level,
        };
        db.Add(block);
        return block;
    }

    /// <summary>How many codes a guess could hit: all that were made of the same numbers, of whichever enterprise. None without a guard, where there is nothing to guess.</summary>
    internal async Task<long> IssuedAsync(CodeLayout layout)
    {
        if (layout.IsGuessable)
            return 0;
        var space = CodeForm.Of(layout).SpaceOf("");
        await using var platform = databases.OpenPlatform();
        return await platform.Set<NumberSpace>().Where(x => x.Name == space).SumAsync(x => x.Next);
    }

    /// <summary>The keys that codes of this space were ever made with.</summary>
    internal async Task<IReadOnlyList<int>> GenerationsAsync(string space, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        return await platform.Set<NumberSpace>().Where(x => x.Name == space).Select(x => x.Generation).ToListAsync(ct);
    }

    /// <summary>Null where there is no guard.</summary>
    internal async Task<CodeKey?> KeyAsync(string space, int generation, CancellationToken ct)
    {
        if (_keys.TryGetValue((space, generation), out var known))
            return known;
        await using var platform = databases.OpenPlatform();
        if (await platform.Set<NumberSpace>().AsNoTracking().SingleAsync(x => x.Name == space && x.Generation == generation, ct) is not { WrappedKey: { } wrapped })
            return null;
        var bytes = _protector.Unprotect(Convert.FromBase64String(wrapped));
        var key = new CodeKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return _keys.GetOrAdd((space, generation), key);
    }

    private string Wrap()
    {
        using var key = CodeKey.New();
        var bytes = new byte[key.Length];
        key.CopyTo(bytes);
        var wrapped = Convert.ToBase64String(_protector.Protect(bytes));
        CryptographicOperations.ZeroMemory(bytes);
        return wrapped;
    }
}
