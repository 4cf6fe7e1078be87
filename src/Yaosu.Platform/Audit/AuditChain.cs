using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Audit;

/// <summary>Links audit lines by hash, and checks the links.</summary>
public static class AuditChain
{
    /// <summary>Told whenever an enterprise's log has grown.</summary>
    public const string Topic = "platform.audit";

    /// <summary>Writes lines at the end of the enterprise's chain, inside the caller's transaction. The head's row lock is held until the commit.</summary>
    internal static async Task AppendAsync(AppDb db, IReadOnlyList<AuditLine> lines, AppDbParts parts, CancellationToken ct)
    {
        if (await TakePlacesAsync(db, lines.Count, ct) == 0)
        {
            await CreateHeadAsync(db, ct);
            if (await TakePlacesAsync(db, lines.Count, ct) == 0)
                throw new InvalidOperationException($"The audit chain of enterprise {db.OrgId} has no head.");
        }

        var head = await db.Set<AuditHead>().AsNoTracking().SingleAsync(ct);
        var (sequence, hash) = (head.Sequence - lines.Count, head.Hash);
        var now = parts.Time.UtcNow();
        foreach (var line in lines)
        {
            var entry = new AuditEntry
            {
                Sequence = ++sequence,
                At = now,
                ActorKind = db.Actor.Kind,
                ActorId = db.Actor.UserId,
                ActorName = db.Actor.Name,
                Action = line.Action,
                ObjectType = line.ObjectType,
                ObjectId = line.ObjectId,
                ObjectName = StoredText.Cut(line.ObjectName, 200),
                Note = StoredText.Cut(line.Note, 1000),
                Changes = line.Changes,
                Address = db.Actor.Address,
                TraceId = AppDbFactory.TraceId,
                PreviousHash = hash,
            };
            hash = HashOf(entry, db.OrgId);
            db.Add(entry).Property(x => x.Hash).CurrentValue = hash;
        }
        await db.SaveRawAsync(ct);
        await db.Set<AuditHead>().ExecuteUpdateAsync(set => set.SetProperty(x => x.Hash, hash), ct);
    }

    /// <summary>Walks a chain from its first line to its head.</summary>
    /// <returns>Every break found, in order; empty when the log is whole.</returns>
    public static async IAsyncEnumerable<AuditBreak> VerifyAsync(AppDb db, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var head = await db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(ct);
        var (expected, previous) = (1L, new byte[32]);
        var (lastSequence, lastHash) = head is null ? (0L, new byte[32]) : (head.Sequence, head.Hash);
        // Lines that are written while we walk lie beyond the head we read; they are the next check's.
        await foreach (var entry in db.Set<AuditEntry>().AsNoTracking().Where(x => x.Sequence <= lastSequence).OrderBy(x => x.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (entry.Sequence != expected)
                yield return new(expected, $"第 {expected} 至 {entry.Sequence - 1} 条缺失");
            else if (!entry.PreviousHash.AsSpan().SequenceEqual(previous))
                yield return new(entry.Sequence, $"第 {entry.Sequence} 条与前一条不衔接");
            if (!entry.Hash.AsSpan().SequenceEqual(HashOf(entry, db.OrgId)))
                yield return new(entry.Sequence, $"第 {entry.Sequence} 条内容被改动");
            (expected, previous) = (entry.Sequence + 1, entry.Hash);
        }
        // Highest line first, head second: they are committed together, so a head that is still behind was set back by hand.
        var highest = await db.Set<AuditEntry>().MaxAsync(x => (long?)x.Sequence, ct) ?? 0;
        var headNow = await db.Set<AuditHead>().Select(x => (long?)x.Sequence).SingleOrDefaultAsync(ct) ?? 0;
        if (expected - 1 != lastSequence)
            yield return new(expected, $"第 {expected} 至 {lastSequence} 条缺失");
        else if (highest > headNow)
            yield return new(headNow + 1, "链尾记录早于最后一条");
        else if (!lastHash.AsSpan().SequenceEqual(previous))
            yield return new(lastSequence, "链尾与最后一条不符");
    }

    private static Task<int> TakePlacesAsync(AppDb db, int count, CancellationToken ct) =>
        db.Set<AuditHead>().ExecuteUpdateAsync(set => set.SetProperty(x => x.Sequence, x => x.Sequence + count), ct);

    /// <summary>The first line of an enterprise. The unique key makes one of two racing writers wait and lose; he must not lose his transaction with it, so
    /// the row is made by an insert that does nothing when it is there.</summary>
    private static Task CreateHeadAsync(AppDb db, CancellationToken ct) => db.Engine.InsertIfMissingAsync(db, new AuditHead { Id = AuditHead.OnlyId }, ct);

    /// <summary>A fixed layout: every field with its length, so that no two lines share a text.</summary>
    internal static byte[] HashOf(AuditEntry entry, long orgId)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.Write((ReadOnlySpan<byte>)[1]);
        buffer.Write(entry.PreviousHash);
        Number(orgId);
        Number(entry.Sequence);
        Number(entry.At.Ticks);
        Text(entry.ActorKind.ToString());
        Number(entry.ActorId);
        Text(entry.ActorName);
        Text(entry.Action);
        Text(entry.ObjectType);
        Number(entry.ObjectId);
        Text(entry.ObjectName);
        Text(entry.Note);
        Text(entry.Changes);
        Text(entry.Address);
        Text(entry.TraceId);
        return SHA256.HashData(buffer.WrittenSpan);

        void Number(long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(8), value);
            buffer.Advance(8);
        }

        void Text(string? value)
        {
            if (value is null)
            {
                Number(-1);
                return;
            }
            Number(Encoding.UTF8.GetByteCount(value));
            buffer.Advance(Encoding.UTF8.GetBytes(value, buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length))));
        }
    }
}

/// <summary>A place where the log was tampered with or lost.</summary>
public sealed record AuditBreak(long Sequence, string What);
