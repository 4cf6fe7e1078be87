using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Data;

internal interface IIntruder
{
    Task TryEverythingAsync(long ours, long theirs);
}

internal static class Intruders
{
    private static int _made;

    /// <summary>One series for all of them: rows that one makes for another's sake must not clash with the other's own.</summary>
    internal static int NextNumber() => Interlocked.Increment(ref _made);
}

/// <summary>Acts for one enterprise and tries to list, find, project, include, update, delete, attach and bulk-write the rows of another.</summary>
internal sealed class Intruder<T>(TestDatabase database, IEntityType entity) : IIntruder
    where T : class, IOwnedByOrg
{
    public async Task TryEverythingAsync(long ours, long theirs)
    {
        var theirRows = await SeedAsync(theirs);
        var ourRows = await SeedAsync(ours);
        var before = await ChecksumAsync(theirs);

        await ReadAsync(ours, theirs, theirRows);
        await WriteInBulkStatementsAsync(ours);
        await AttachAsync(ours, theirRows);
        await InsertForThemAsync(ours, theirs);
        await CopyForThemAsync(ours, theirs);

        (await ChecksumAsync(theirs)).Should().Be(before, $"{typeof(T).Name} of another enterprise must stay as it was");
        ourRows.Should().NotBeEmpty();
    }

    private bool AppendOnly => entity.FindAnnotation(AuditEntry.AppendOnly) is not null;

    private async Task ReadAsync(long ours, long theirs, List<T> theirRows)
    {
        await using var db = database.OpenSystem(ours);
        (await db.Set<T>().ToListAsync()).Should().NotBeEmpty().And.OnlyContain(row => row.OrgId == ours);
        (await db.Set<T>().Select(row => row.OrgId).Distinct().ToListAsync()).Should().Equal(ours);
        (await db.Set<T>().CountAsync(row => row.OrgId == theirs)).Should().Be(0);
        (await db.FindAsync<T>(theirs, theirRows[0].Id)).Should().BeNull();
    }

    private async Task WriteInBulkStatementsAsync(long ours)
    {
        if (AppendOnly)
            return;
        await using var db = database.OpenSystem(ours);
        await db.Set<T>().ExecuteDeleteAsync();
        await db.Set<T>().Where(row => row.Id > 0).ExecuteDeleteAsync();
        await SeedAsync(ours);
    }

    private async Task AttachAsync(long ours, List<T> theirRows)
    {
        foreach (var state in new[] { EntityState.Modified, EntityState.Deleted })
        {
            await using (var db = database.OpenSystem(ours))
            {
                db.Entry(Clone(theirRows[0])).State = state;
                await Refused<OrgViolationException>(db);
            }
            // The same id under our own OrgId: the composite key finds no row.
            await using (var db = database.OpenSystem(ours))
            {
                var disguised = Clone(theirRows[0]);
                Set(disguised, nameof(IOwnedByOrg.OrgId), ours);
                db.Entry(disguised).State = state;
                await Refused<DbUpdateConcurrencyException>(db);
            }
        }
    }

    private async Task InsertForThemAsync(long ours, long theirs)
    {
        await using var db = database.OpenSystem(ours);
        var row = (T)await NewAsync(entity, theirs);
        Set(row, nameof(IOwnedByOrg.OrgId), theirs);
        db.Add(row);
        await Refused<OrgViolationException>(db);
    }

    private async Task CopyForThemAsync(long ours, long theirs)
    {
        await using var db = database.OpenSystem(ours);
        var row = (T)await NewAsync(entity, theirs);
        Set(row, nameof(IOwnedByOrg.OrgId), theirs);
        Set(row, nameof(IOwnedByOrg.Id), 987_654_321L);
        var copy = () => db.Engine.WriteBulkAsync(db, AsyncEnumerable.Repeat(row, 1), CancellationToken.None);
        await copy.Should().ThrowAsync<OrgViolationException>();
    }

    private static async Task Refused<TException>(AppDb db)
        where TException : Exception
    {
        var save = () => db.SaveChangesAsync();
        await save.Should().ThrowAsync<TException>();
    }

    private async Task<List<T>> SeedAsync(long orgId)
    {
        await using var db = database.OpenSystem(orgId);
        var rows = new List<T>();
        while (rows.Count < 3)
            rows.Add((T)await NewAsync(entity, orgId));
        db.AddRange(rows);
        await db.SaveChangesAsync();
        return rows;
    }

    private async Task<string> ChecksumAsync(long orgId)
    {
        await using var db = database.OpenSystem(orgId);
        return JsonSerializer.Serialize(await db.Set<T>().AsNoTracking().OrderBy(row => row.Id).ToListAsync());
    }

    /// <summary>A row that the table's own rules accept: texts and keys differ, optional references stay empty, required ones are seeded first.</summary>
    private async Task<object> NewAsync(IEntityType type, long orgId)
    {
        var row = RuntimeHelpers.GetUninitializedObject(type.ClrType);
        var number = Intruders.NextNumber();
        foreach (var property in type.GetProperties())
        {
            if (property.Name is nameof(IOwnedByOrg.OrgId) or nameof(IOwnedByOrg.Id) || property.IsNullable || property.PropertyInfo is null)
                continue;
            Set(row, property.Name, await WhatItNeedsAsync(property, orgId) ?? ValueOf(property, number));
        }
        return row;
    }

    /// <summary>The id of a row that was made for this one to refer to; null when the property refers to nothing.</summary>
    private async Task<object?> WhatItNeedsAsync(IProperty property, long orgId)
    {
        if (property.GetContainingForeignKeys().FirstOrDefault() is not { } foreignKey)
            return null;
        var needed = await NewAsync(foreignKey.PrincipalEntityType, orgId);
        await using var db = database.OpenSystem(orgId);
        db.Add(needed);
        await db.SaveChangesAsync();
        return db.Entry(needed).Property(nameof(IOwnedByOrg.Id)).CurrentValue;
    }

    private static object ValueOf(IProperty property, int number) => property.ClrType switch
    {
        var type when type == typeof(string) => Short($"t{number}", property.GetMaxLength()),
        var type when type == typeof(long) => (long)number,
        var type when type == typeof(int) => number,
        var type when type == typeof(bool) => false,
        var type when type == typeof(DateTime) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(number),
        var type when type == typeof(DateOnly) => new DateOnly(2026, 1, 1),
        var type when type == typeof(Guid) => Guid.NewGuid(),
        var type when type == typeof(byte[]) => BitConverter.GetBytes(number),
        var type when type == typeof(List<string>) => new List<string> { $"t{number}" },
        var type when type == typeof(decimal) => (decimal)number,
        var type when type.IsEnum => Enum.GetValues(type).GetValue(0)!,
        _ when property.GetTypeMapping().Converter is { } converter && converter.ProviderClrType == typeof(string) => converter.ConvertFromProvider($"t{number}")!,
        var type => throw new NotSupportedException($"Teach {nameof(Intruder<>)} to make a {type.Name} for {property.DeclaringType.DisplayName()}.{property.Name}."),
    };

    private static string Short(string text, int? length) => length is { } most && text.Length > most ? text[^most..] : text;

    private static T Clone(T row)
    {
        var copy = (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        foreach (var property in typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(property => property.SetMethod is not null && property.GetMethod is not null && property.GetIndexParameters().Length == 0))
            property.SetValue(copy, property.GetValue(row));
        return copy;
    }

    private static void Set(object row, string name, object value)
    {
        var property = row.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
        property.SetValue(row, value);
    }
}
