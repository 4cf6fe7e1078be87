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

    private readonly ConcurrentDictionary<(string Form, int Generation), FormReader> _readers = new();

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
        var taken = layout.Counter is { } counter && layout.IsGuessable
            ? await TakeCounterAsync(db, layout, counter, space, generation, count, ct)
            : await TakeNextAsync(db, layout, space, generation, count, ct);
        if (!taken.TryGet(out var first))
            return taken.Refusal!;
        var block = new NumberBlock
        {
            Space = space,
            Generation = generation,
            First = first,
            Count = count,
            Form = CodeForm.Of(layout).Key,
            OrgId = db.OrgId,
            PackageId = packageId,
            Level = level,
        };
        db.Add(block);
        return block;
    }

    private static async Task<Outcome<long>> TakeNextAsync(AppDb db, CodeLayout layout, string space, int generation, long count, CancellationToken ct)
    {
        var end = layout.Space!.Value.Numbers;
        var taken = await db.Set<NumberSpace>().Where(x => x.Name == space && x.Generation == generation && x.Next <= end - count)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Next, x => x.Next + count), ct);
        if (taken == 0)
            return CodeLayoutRefusals.GuardExhausted(count);
        return await db.Set<NumberSpace>().Where(x => x.Name == space && x.Generation == generation).Select(x => x.Next).SingleAsync(ct) - count;
    }

    /// <summary>Rules with the same text may count in different ranges: each goes on where its own range has room.</summary>
    private static async Task<Outcome<long>> TakeCounterAsync(AppDb db, CodeLayout layout, CodeSegment.Counter counter, string space, int generation, long count, CancellationToken ct)
    {
        // Nothing changes by this, but whoever else wants some of the same waits here.
        await db.Set<NumberSpace>().Where(x => x.Name == space && x.Generation == generation).ExecuteUpdateAsync(set => set.SetProperty(x => x.Next, x => x.Next), ct);
        var blocks = await db.Set<NumberBlock>().Where(x => x.Space == space && x.Generation == generation && x.First <= counter.To && x.First + x.Count > counter.From)
            .OrderBy(x => x.First).Select(x => new { x.First, x.Count }).ToListAsync(ct);
        var next = counter.From;
        foreach (var block in blocks)
        {
            if (block.First - next >= count)
                break;
            next = block.First + block.Count;
        }
        return layout.Allows(count, 0, next).Refusal is { } full ? full : next;
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

    /// <summary>All that codes of a length can be read by, and where the numbers end that each space has given out; of codes without a guard only their block says that.</summary>
    internal async Task<IReadOnlyList<(FormReader Reader, long End)>> ReadersAsync(AppDb platform, int length, CancellationToken ct)
    {
        var forms = (await platform.Set<KnownForm>().Where(x => x.Length == length).Select(x => x.Key).ToListAsync(ct)).ConvertAll(CodeForm.Parse);
        var names = forms.Where(x => x.Guard is not null).Select(x => x.SpaceOf("")).Distinct().ToList();
        var guarded = await platform.Set<NumberSpace>().Where(x => names.Contains(x.Name)).Select(x => new { x.Name, x.Generation, x.Next }).ToListAsync(ct);
        var readers = new List<(FormReader, long)>();
        foreach (var form in forms)
        {
            if (form.Guard is null)
                readers.Add((ReaderOf(form, 0, null), long.MaxValue));
            else
                foreach (var space in guarded.Where(x => x.Name == form.SpaceOf("")))
                    readers.Add((ReaderOf(form, space.Generation, await KeyAsync(space.Name, space.Generation, ct)), space.Next));
        }
        return readers;
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

    private FormReader ReaderOf(CodeForm form, int generation, CodeKey? key) => _readers.GetOrAdd((form.Key, generation), _ => new(form, generation, key));

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
