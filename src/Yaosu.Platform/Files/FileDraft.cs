using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Files;

/// <summary>A file that is being written. Write <see cref="Bytes"/>, then <see cref="SettleAsync"/>, then <see cref="StoreAsync"/>; whatever was not stored
/// leaves nothing behind when it is disposed.</summary>
public sealed class FileDraft : IAsyncDisposable
{
    private readonly FileStore _store;
    private readonly FilePurpose _purpose;
    private readonly StoredFile _row;
    private readonly string _path;
    private readonly FileStream _file;
    private readonly DraftStream _bytes;
    private string? _sha256;

    internal FileDraft(FileStore store, FilePurpose purpose, StoredFile row, string path, long mostBytes, Refusal whenMore)
    {
        (_store, _purpose, _row, _path) = (store, purpose, row, path);
        _file = FileFolder.Create(path);
        _bytes = new(_file, mostBytes, whenMore);
    }

    public long Id => _row.Id;

    /// <summary>Takes bytes in order, asynchronously only, and throws <see cref="FileRefusedException"/> at the first byte too many.</summary>
    public Stream Bytes => _bytes;

    /// <summary>What was written, by its content, when people may upload that for this purpose.</summary>
    public async Task<Outcome<FileContent>> SniffAsync(CancellationToken ct)
    {
        await _file.FlushAsync(ct);
        var sniffed = await ContentSniffer.AcceptAsync(_file, _purpose.Uploads, ct);
        return sniffed.TryGet(out var content) && content.Image is { } size && size.Pixels > _purpose.MaxPixels
            ? FileRefusals.TooManyPixels(size, _purpose.MaxPixels.Value)
            : sniffed;
    }

    /// <summary>From here on the bytes survive a power cut. Takes a disk's time.</summary>
    public Task SettleAsync(CancellationToken ct) => Task.Run(() =>
    {
        _sha256 = _bytes.Sha256();
        FileFolder.Settle(_file, _path);
    }, ct);

    /// <summary>Makes the file readable when the caller's transaction commits.</summary>
    /// <exception cref="FileRefusedException">Others used up the quota meanwhile.</exception>
    public async Task StoreAsync(AppDb db, string contentType, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Call this inside InTransactionAsync.");
        if (_sha256 is null)
            throw new InvalidOperationException("The bytes are not settled.");
        await _store.TakeQuotaAsync(db, _bytes.Length, ct);
        var expires = db.Time.UtcNow() + _purpose.GoesAfter;
        var stored = await db.Set<StoredFile>().Where(x => x.Id == Id && x.State == StoredFileState.Writing).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.State, StoredFileState.Stored)
            .SetProperty(x => x.ContentType, contentType)
            .SetProperty(x => x.Size, _bytes.Length)
            .SetProperty(x => x.Sha256, _sha256)
            .SetProperty(x => x.ExpiresAt, expires), ct);
        if (stored == 0)
            throw new InvalidOperationException($"File {Id} was given up while it was still being written.");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _file.DisposeAsync();
        }
        catch (IOException)
        {
            // What was still buffered found no room on the disk. Whoever wrote has heard of it, or never settled the file.
        }
        _bytes.End();
        await _store.GiveUpAsync(_row.OrgId, Id);
    }

    private sealed class DraftStream(FileStream file, long mostBytes, Refusal whenMore) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count(buffer.Span);
            await file.WriteAsync(buffer, cancellationToken);
        }

        // An archive's entry writes its last bytes this way, however it is closed.
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Count(buffer);
            file.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => file.FlushAsync(cancellationToken);

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        internal string Sha256() => Convert.ToHexString(_hash.GetHashAndReset());

        internal void End() => _hash.Dispose();

        private void Count(ReadOnlySpan<byte> buffer)
        {
            if (_length + buffer.Length > mostBytes)
                throw new FileRefusedException(whenMore);
            _length += buffer.Length;
            _hash.AppendData(buffer);
        }
    }
}
