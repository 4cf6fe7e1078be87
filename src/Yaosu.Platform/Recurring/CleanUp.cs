using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Api;
using Yaosu.Platform.Data;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Outbox;
using Yaosu.Platform.Sms;

namespace Yaosu.Platform.Recurring;

/// <summary>Deletes jobs, messages and notifications that have been over for long enough, a batch at a time so that nobody waits for it.</summary>
internal sealed class CleanUp(AppDbFactory databases, IOptions<JobOptions> jobs, IOptions<OutboxOptions> outbox, IOptions<SmsOptions> sms) : IRecurringWork
{
    private const int Batch = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = databases.Time.UtcNow();
        var jobsBefore = now.AddDays(-jobs.Value.KeepDays);
        var messagesBefore = now.AddDays(-outbox.Value.KeepDays);
        await DeleteAsync<Job>(x => x.FinishedAt < jobsBefore, ct);
        await DeleteAsync<OutboxMessage>(x => x.SentAt < messagesBefore, ct);
        await DeleteAsync<OutboxMessage>(x => x.DeadAt < messagesBefore, ct);
        var smsBefore = now.AddDays(-sms.Value.KeepDays);
        await DeleteAsync<SmsMessage>(x => x.At < smsBefore, ct);
        var requestsBefore = now.AddDays(-IdempotentRequest.KeepDays);
        await DeleteAsync<IdempotentRequest>(x => x.CreatedAt < requestsBefore, ct);
        var notificationsBefore = now.AddDays(-Notification.KeepDays);
        await DeleteAsync<Notification>(x => x.CreatedAt < notificationsBefore, ct);
    }

    private async Task DeleteAsync<T>(Expression<Func<T, bool>> old, CancellationToken ct)
        where T : class, IOwnedByOrg
    {
        while (true)
        {
            await using var platform = databases.OpenPlatform();
            var batch = await platform.Set<T>().OfAllOrgs("Old rows are deleted whoever owned them.").Where(old).OrderBy(x => x.OrgId).ThenBy(x => x.Id).Select(x => new { x.OrgId, x.Id }).Take(Batch).ToListAsync(ct);
            foreach (var ofOrg in batch.GroupBy(x => x.OrgId, x => x.Id))
            {
                await using var db = databases.Open(Actor.System(ofOrg.Key));
                var ids = ofOrg.ToArray();
                await db.Set<T>().Where(x => ids.Contains(x.Id)).Where(old).ExecuteDeleteAsync(ct);
            }
            if (batch.Count < Batch)
                return;
        }
    }
}
