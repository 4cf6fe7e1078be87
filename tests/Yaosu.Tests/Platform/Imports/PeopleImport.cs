using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Imports;
using Yaosu.Platform.Preferences;

namespace Yaosu.Tests.Platform.Imports;

/// <summary>People with a name and a number, kept as preferences for want of a table.</summary>
internal sealed class PeopleImport : ImportDefinition<PeopleImport.Row>
{
    public static readonly Permission Right = new("test.import", "导入测试人员", "导入。");

    public sealed class Row
    {
        public string Name { get; set; } = "";

        public MobileNumber? Mobile { get; set; }

        public long Age { get; set; }
    }

    /// <summary>Runs before each save; what it throws, the database might have thrown.</summary>
    public Func<IReadOnlyList<ImportRow<Row>>, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>What the check doesn't see although it is there.</summary>
    public bool Blind { get; set; }

    public override string Code => "test.people";

    public override string Title => "人员导入";

    public override Permission Permission => Right;

    public override int MostRows => 1_000;

    protected override IReadOnlyList<ImportColumn<Row>> Columns { get; } =
    [
        ImportColumn<Row>.Text("姓名", (row, name) => row.Name = name, most: 10) with { Required = true, Unique = true, Example = "张三" },
        ImportColumn<Row>.Of("手机号", "11 位手机号", MobileNumber.Parse, (row, mobile) => row.Mobile = mobile) with { Unique = true, Example = "13800000000" },
        ImportColumn<Row>.Integer("年龄", (row, age) => row.Age = age, 1, 150),
    ];

    protected override async Task CheckAsync(AppDb db, IReadOnlyList<ImportRow<Row>> rows, CancellationToken ct)
    {
        if (Blind)
            return;
        var keys = rows.Select(row => KeyOf(row.Value)).ToList();
        var there = await db.Set<Preference>().Where(x => keys.Contains(x.Key)).Select(x => x.Key).ToListAsync(ct);
        foreach (var row in rows.Where(row => there.Contains(KeyOf(row.Value))))
            row.Refuse("姓名", PeopleRefusals.Taken);
    }

    protected override async Task SaveAsync(AppDb db, IReadOnlyList<ImportRow<Row>> rows, CancellationToken ct)
    {
        await Before(rows);
        foreach (var row in rows)
            db.Add(new Preference { UserId = db.Actor.UserId, Key = KeyOf(row.Value), Json = "{}" });
    }

    internal static string KeyOf(Row row) => $"person:{row.Name}";
}

internal static class PeopleRefusals
{
    public static readonly Refusal Taken = new("test.taken", "这个姓名已有人使用，请修改。");
}
