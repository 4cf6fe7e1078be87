using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Outbox;

namespace Yaosu.Platform.Doctor;

/// <summary>Looks at everything that is stored and says whether it is whole. Reads only; hosts may be running. For whoever runs the installation, so it takes
/// no actor and sees every enterprise.</summary>
public sealed class Examine(AppDbFactory databases, FileStore files)
{
    private const string Why = "Whoever runs the installation examines the data of all enterprises.";
    private static readonly MethodInfo CountOfMethod = typeof(Examine).GetMethod(nameof(CountOfAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo CountOwnedMethod = typeof(Examine).GetMethod(nameof(CountOwnedAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public async Task<Examination> RunAsync(CancellationToken ct = default)
    {
        var at = databases.Time.UtcNow();
        if (await DatabaseMigrator.HasPendingAsync(databases, ct))
            // The tables may not be there yet, so nothing else can be looked at.
            return new(at, databases.Engine.Name, [new("数据库结构", FindingLevel.Wrong, "有尚未执行的结构升级：请运行 migrate 命令，或重新启动服务。")], []);

        List<Finding> findings =
        [
            new("数据库结构", FindingLevel.Good, "已是当前版本所需的结构。"),
            .. await AuditAsync(ct),
            .. await FilesAsync(ct),
            .. await JobsAsync(ct),
            .. await MessagesAsync(ct),
        ];
        return new(at, databases.Engine.Name, findings, await TablesAsync(ct));
    }

    /// <summary>The audit chains alone.</summary>
    public async Task<Examination> AuditOnlyAsync(CancellationToken ct = default) =>
        new(databases.Time.UtcNow(), databases.Engine.Name, await AuditAsync(ct), []);

    private async Task<IReadOnlyList<Finding>> AuditAsync(CancellationToken ct)
    {
        List<long> orgs;
        await using (var db = databases.OpenPlatform())
            // A chain whose head was taken away is found by its lines.
            orgs = await db.Set<AuditHead>().OfAllOrgs(Why).Select(x => x.OrgId).Union(db.Set<AuditEntry>().OfAllOrgs(Why).Select(x => x.OrgId)).OrderBy(x => x).ToListAsync(ct);
        var findings = new List<Finding>();
        foreach (var org in orgs)
        {
            await using var db = databases.Open(Actor.System(org));
            await foreach (var found in AuditChain.VerifyAsync(db, ct))
                findings.Add(new("审计链", FindingLevel.Wrong, $"企业 {Number(org)} 的审计日志{found.What}。请保留现场，并与最近的备份比对。"));
        }
        return findings.Count > 0 ? findings : [new("审计链", FindingLevel.Good, $"{Number(orgs.Count)} 家企业的审计日志完整，没有被改动或缺失。")];
    }

    private async Task<IReadOnlyList<Finding>> FilesAsync(CancellationToken ct)
    {
        var findings = new List<Finding>();
        var (count, bytes) = (0L, 0L);
        await using var db = databases.OpenPlatform();
        var stored = db.Set<StoredFile>().OfAllOrgs(Why).AsNoTracking().Where(x => x.State == StoredFileState.Stored).OrderBy(x => x.OrgId).ThenBy(x => x.Id);
        await foreach (var file in stored.AsAsyncEnumerable().WithCancellation(ct))
        {
            (count, bytes) = (count + 1, bytes + file.Size);
            if (await files.WhatIsWrongAsync(file, ct) is { } wrong && await IsStillStoredAsync(file, ct))
                findings.Add(new("文件", FindingLevel.Wrong, $"企业 {Number(file.OrgId)} 的文件 {Number(file.Id)}“{file.Name}”{wrong}。请从备份中找回。"));
        }
        return findings.Count > 0 ? findings : [new("文件", FindingLevel.Good, $"{Number(count)} 个文件（{SizeText.Of(bytes)}）都在，内容与登记一致。")];
    }

    /// <summary>A running host may delete a file while we look at it.</summary>
    private async Task<bool> IsStillStoredAsync(StoredFile file, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(file.OrgId));
        return await db.Set<StoredFile>().AnyAsync(x => x.Id == file.Id && x.State == StoredFileState.Stored, ct);
    }

    private async Task<IReadOnlyList<Finding>> JobsAsync(CancellationToken ct)
    {
        await using var db = databases.OpenPlatform();
        var jobs = db.Set<Job>().OfAllOrgs(Why);
        var failed = await jobs.CountAsync(x => x.State == JobState.Failed, ct);
        var overdue = databases.Time.UtcNow() - TimeSpan.FromMinutes(10);
        var stuck = await jobs.CountAsync(x => x.DueAt < overdue, ct);
        var findings = new List<Finding>();
        if (failed > 0)
            findings.Add(new("任务", FindingLevel.Attention, $"{Number(failed)} 个任务已失败，不会再自动重试。"));
        if (stuck > 0)
            findings.Add(new("任务", FindingLevel.Attention, $"{Number(stuck)} 个任务已到执行时间超过 10 分钟仍无人处理：请确认服务正在运行，且 Jobs:Concurrency 不为 0。"));
        return findings.Count > 0 ? findings : [new("任务", FindingLevel.Good, "没有失败或积压的任务。")];
    }

    private async Task<IReadOnlyList<Finding>> MessagesAsync(CancellationToken ct)
    {
        await using var db = databases.OpenPlatform();
        var dead = await db.Set<OutboxMessage>().OfAllOrgs(Why).CountAsync(x => x.DeadAt != null, ct);
        return [dead > 0 ? new("对外消息", FindingLevel.Attention, $"{Number(dead)} 条消息三天内未能送达，已停止重试。") : new("对外消息", FindingLevel.Good, "没有停止重试的消息。")];
    }

    private async Task<IReadOnlyList<TableRows>> TablesAsync(CancellationToken ct)
    {
        await using var db = databases.OpenPlatform();
        var tables = new List<TableRows>();
        foreach (var entity in db.Model.GetEntityTypes().Where(entity => entity.GetTableName() is not null).OrderBy(entity => entity.GetSchemaQualifiedTableName(), StringComparer.Ordinal))
        {
            var count = typeof(IOwnedByOrg).IsAssignableFrom(entity.ClrType) ? CountOwnedMethod : CountOfMethod;
            tables.Add(new(entity.GetSchemaQualifiedTableName()!, await (Task<long>)count.MakeGenericMethod(entity.ClrType).Invoke(null, [db, ct])!));
        }
        return tables;
    }

    private static Task<long> CountOwnedAsync<T>(AppDb db, CancellationToken ct)
        where T : class, IOwnedByOrg => db.Set<T>().OfAllOrgs(Why).LongCountAsync(ct);

    private static Task<long> CountOfAsync<T>(AppDb db, CancellationToken ct)
        where T : class => db.Set<T>().LongCountAsync(ct);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
