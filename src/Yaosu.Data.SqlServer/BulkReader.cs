using System.Collections;
using System.Data.Common;
using Yaosu.Platform.Data;

namespace Yaosu.Data.SqlServer;

/// <summary>Shows a stream of rows to SqlBulkCopy, one at a time, so that any number of them takes the memory of one.</summary>
internal sealed class BulkReader<T>(BulkTable<T> table, AppDb db, IAsyncEnumerable<T> rows, CancellationToken ct) : DbDataReader
    where T : class
{
    private readonly IAsyncEnumerator<T> _rows = rows.GetAsyncEnumerator(ct);
    private bool _closed;

    internal long Count { get; private set; }

    public override int FieldCount => table.Columns.Count;

    public override bool HasRows => true;

    public override bool IsClosed => _closed;

    public override int RecordsAffected => -1;

    public override int Depth => 0;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await _rows.MoveNextAsync())
            return false;
        if (_rows.Current is IOwnedByOrg owned && owned.OrgId != db.OrgId)
            throw new OrgViolationException(typeof(T).Name, owned.OrgId, db.OrgId);
        Count++;
        return true;
    }

    public override bool Read() => throw new NotSupportedException("The rows come asynchronously.");

    public override object GetValue(int ordinal) => table.Columns[ordinal].ValueOf(_rows.Current);

    public override bool IsDBNull(int ordinal) => GetValue(ordinal) is DBNull;

    public override string GetName(int ordinal) => table.Columns[ordinal].Name;

    public override Type GetFieldType(int ordinal) => table.Columns[ordinal].Type;

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    public override int GetOrdinal(string name)
    {
        for (var i = 0; i < table.Columns.Count; i++)
            if (table.Columns[i].Name == name)
                return i;
        throw new ArgumentOutOfRangeException(nameof(name), $"{table.Name} has no column '{name}'.");
    }

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
            values[i] = GetValue(i);
        return count;
    }

    public override bool NextResult() => false;

    public override void Close() => _closed = true;

    public override async ValueTask DisposeAsync()
    {
        _closed = true;
        await _rows.DisposeAsync();
        await base.DisposeAsync();
    }

    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    public override byte GetByte(int ordinal) => (byte)GetValue(ordinal);

    public override char GetChar(int ordinal) => (char)GetValue(ordinal);

    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    public override decimal GetDecimal(int ordinal) => (decimal)GetValue(ordinal);

    public override double GetDouble(int ordinal) => (double)GetValue(ordinal);

    public override float GetFloat(int ordinal) => (float)GetValue(ordinal);

    public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);

    public override short GetInt16(int ordinal) => (short)GetValue(ordinal);

    public override int GetInt32(int ordinal) => (int)GetValue(ordinal);

    public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();
}
