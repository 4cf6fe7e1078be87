using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.CrashWorker;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Live;
using Yaosu.Platform.Notifications;
using Yaosu.Tests.Platform.Background;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Jobs;

public sealed class JobTests : WorkTest
{
    private static readonly (string, string) OneAtATime = ("Jobs:Concurrency", "1");

    private readonly long _org = 100;

    [Fact]
    public async Task A_job_runs_after_the_commit_with_its_arguments_and_hands_back_its_result()
    {
        var script = new TestJob.Script((job, _) =>
        {
            job.Progress(3, 4);
            job.Result(new { File = "报表.xlsx" });
            return Task.CompletedTask;
        });
        await using var node = await Database.StartNodeAsync(TestJobs.With(script));
        var id = await EnqueueAsync(node, "出库报表");

        var job = await ComesToAsync(node, id, JobState.Done);

        script.Runs.Should().Equal("出库报表");
        (job.ProgressDone, job.ProgressTotal).Should().Be((3, 4));
        job.ResultJson.Should().Be("""{"file":"报表.xlsx"}""");
        (job.DueAt, job.LeaseOwner, job.Error, job.Tries).Should().Be((null, null, null, 0));
        job.StartedAt.Should().NotBeNull();
        job.FinishedAt.Should().NotBeNull();
    }

    [Fact]
    public async Task A_job_whose_change_is_rolled_back_never_runs()
    {
        var script = new TestJob.Script((_, _) => Task.CompletedTask);
        await using var node = await Database.StartNodeAsync(TestJobs.With(script));
        var failing = async () =>
        {
            await using var db = node.Open(_org);
            await db.InTransactionAsync(async () =>
            {
                db.Enqueue(TestJob.Kind, "不会执行", new TestJob.Order("rolled back"));
                await db.SaveChangesAsync();
                throw new InvalidOperationException("the change fails");
            });
        };
        await failing.Should().ThrowAsync<InvalidOperationException>();

        await ComesToAsync(node, await EnqueueAsync(node, "committed"), JobState.Done);

        script.Runs.Should().Equal("committed");
    }

    [Fact]
    public async Task A_poison_job_is_tried_five_times_ever_more_slowly_then_waits_for_a_person_and_holds_up_nobody()
    {
        var time = new ManualTime();
        var tries = new ConcurrentQueue<DateTimeOffset>();
        var script = new TestJob.Script((job, _) =>
        {
            if (job.Arguments.Name != "poison")
                return Task.CompletedTask;
            tries.Enqueue(time.GetUtcNow());
            throw new InvalidOperationException("always");
        });
        await using var node = await Database.StartNodeAsync(TestJobs.With(script), time, OneAtATime);
        var poison = await EnqueueAsync(node, "poison");

        var firstFailure = await Eventually.GetAsync(() => ReadAsync(node, poison), job => job.Tries == 1, time, TimeSpan.FromMilliseconds(100));
        firstFailure.Error.Should().StartWith("第 1 次处理出错，系统会自动重试（最多 5 次）。");
        firstFailure.ErrorTraceId.Should().MatchRegex("^[0-9a-f]{32}$");
        foreach (var name in new[] { "一", "二", "三" })
            await ComesToAsync(node, await EnqueueAsync(node, name), JobState.Done, time, TimeSpan.FromMilliseconds(100));

        var dead = await ComesToAsync(node, poison, JobState.Failed, time);

        dead.Tries.Should().Be(5);
        dead.Error.Should().Be($"已尝试 5 次仍未成功。请点击“重试”；若还是失败，请把跟踪编号告诉客服：{dead.ErrorTraceId}");
        var pauses = tries.Zip(tries.Skip(1), (a, b) => (b - a).TotalSeconds).ToList();
        pauses.Should().HaveCount(4);
        pauses.Zip([5.0, 20, 80, 320]).Should().OnlyContain(x => x.First >= x.Second);

        script.Do = (_, _) => Task.CompletedTask;
        (await node.Get<RetryJob>().RunAsync(Actor.System(_org), poison)).IsDone.Should().BeTrue();
        var healed = await ComesToAsync(node, poison, JobState.Done, time);
        (healed.Tries, healed.Error, healed.ErrorTraceId).Should().Be((0, null, null));
    }

    [Fact]
    public async Task A_refused_job_fails_at_once_and_says_why()
    {
        var script = new TestJob.Script((_, _) => throw new JobRefusedException(new("test.too-large", "文件超过一百万行，请缩小日期范围后重新导出。")));
        await using var node = await Database.StartNodeAsync(TestJobs.With(script));

        var job = await ComesToAsync(node, await EnqueueAsync(node, "too large"), JobState.Failed);

        job.Error.Should().Be("文件超过一百万行，请缩小日期范围后重新导出。");
        script.Runs.Should().HaveCount(1);
    }

    [Fact]
    public async Task Two_nodes_that_race_for_200_jobs_run_each_exactly_once()
    {
        var script = new TestJob.Script((_, _) => Task.CompletedTask);
        await using var first = Database.CreateNode(TestJobs.With(script), null, ("Jobs:Concurrency", "8"));
        await using var second = Database.CreateNode(TestJobs.With(script), null, ("Jobs:Concurrency", "8"));
        await using (var db = first.Open(_org))
        {
            for (var i = 0; i < 200; i++)
                db.Enqueue(TestJob.Kind, $"{i}", new TestJob.Order($"{i}"));
            await db.SaveChangesAsync();
        }

        await Task.WhenAll(first.StartAsync(), second.StartAsync());
        await Eventually.GetAsync(() => CountAsync(first, JobState.Done), count => count == 200);

        script.Runs.Should().HaveCount(200).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_node_that_fell_asleep_loses_its_job_to_another_and_can_write_nothing_when_it_wakes()
    {
        // The sleeper's clock stands still, so it neither renews its lease nor knows that it ran out: a process that the system has paused.
        var (itsTime, time) = (new ManualTime(), new ManualTime());
        var awake = new TaskCompletionSource();
        var outcome = new TaskCompletionSource<Exception?>();
        var sleeper = new TestJob.Script(async (job, _) =>
        {
            await job.SaveCheckpointAsync(new TestJob.Place(7), CancellationToken.None);
            await awake.Task;
            job.Result("the sleeper's");
            outcome.SetResult(await Record.ExceptionAsync(() => job.SaveCheckpointAsync(new TestJob.Place(8), CancellationToken.None)));
        });
        TestJob.Place? startedFrom = null;
        var other = new TestJob.Script((job, _) =>
        {
            startedFrom = job.Checkpoint<TestJob.Place>();
            job.Result("the other's");
            return Task.CompletedTask;
        });
        await using var asleep = await Database.StartNodeAsync(TestJobs.With(sleeper), itsTime);
        var id = await EnqueueAsync(asleep, "contested");
        await Eventually.GetAsync(() => ReadAsync(asleep, id), job => job.CheckpointJson is not null, itsTime, TimeSpan.FromMilliseconds(10));

        await using var node = await Database.StartNodeAsync(TestJobs.With(other), time);
        time.Advance(TimeSpan.FromSeconds(25));
        await ComesToAsync(node, await EnqueueAsync(node, "another"), JobState.Done, time, TimeSpan.FromMilliseconds(10));
        other.Runs.Should().Equal(["another"], "the lease of 30 s has not run out");
        startedFrom.Should().BeNull();

        var done = await ComesToAsync(node, id, JobState.Done, time);
        startedFrom.Should().Be(new TestJob.Place(7));
        done.Crashes.Should().Be(1);

        awake.SetResult();
        (await Eventually.EndsAsync(outcome.Task)).Should().BeOfType<JobLeaseLostException>();
        await asleep.StopAsync();
        var after = await ReadAsync(node, id);
        (after.State, after.ResultJson, after.CheckpointJson).Should().Be((JobState.Done, "\"the other's\"", """{"at":7}"""));
    }

    [Fact]
    public async Task A_step_saved_together_with_its_checkpoint_is_rolled_back_when_the_job_was_taken_away()
    {
        var taken = new TaskCompletionSource();
        var refused = new TaskCompletionSource<Exception?>();
        await using var node = Database.CreateNode();
        var script = new TestJob.Script(async (job, _) =>
        {
            await taken.Task;
            await using var db = node.Open(_org);
            refused.SetResult(await Record.ExceptionAsync(() => db.InTransactionAsync(async () =>
            {
                db.Add(new Written { Number = 1 });
                await db.SaveChangesAsync();
                await job.SaveCheckpointAsync(db, new TestJob.Place(1), CancellationToken.None);
            })));
        });
        await using var runner = await Database.StartNodeAsync(TestJobs.With(script));
        var id = await EnqueueAsync(node, "taken away");
        await ComesToAsync(node, id, JobState.Running);
        (await node.Get<CancelJob>().RunAsync(Actor.System(_org), id)).IsDone.Should().BeTrue();
        taken.SetResult();

        (await Eventually.EndsAsync(refused.Task)).Should().BeOfType<JobLeaseLostException>();
        await using var look = node.Open(_org);
        (await look.Set<Written>().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_node_that_stops_hands_its_jobs_over_at_once_with_their_checkpoint_and_without_a_try()
    {
        var time = new ManualTime();
        var started = new TaskCompletionSource();
        var first = new TestJob.Script(async (job, ct) =>
        {
            await job.SaveCheckpointAsync(new TestJob.Place(3), ct);
            job.Progress(3, 10);
            started.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
        });
        TestJob.Place? startedFrom = null;
        var second = new TestJob.Script((job, _) =>
        {
            startedFrom = job.Checkpoint<TestJob.Place>();
            return Task.CompletedTask;
        });
        var stopping = await Database.StartNodeAsync(TestJobs.With(first), time);
        var id = await EnqueueAsync(stopping, "long");
        await Eventually.IsTrueAsync(() => started.Task.IsCompleted, time, TimeSpan.FromMilliseconds(10));
        await stopping.StopAsync();

        var released = await ReadAsync(stopping, id);
        (released.State, released.LeaseOwner, released.Tries, released.Crashes).Should().Be((JobState.Waiting, null, 0, 0));
        released.ProgressDone.Should().Be(3);
        await stopping.DisposeAsync();

        // Time stands still: whoever had to wait for the lease would wait for ever.
        await using var next = await Database.StartNodeAsync(TestJobs.With(second), time);
        await ComesToAsync(next, id, JobState.Done, time, TimeSpan.Zero);
        startedFrom.Should().Be(new TestJob.Place(3));
    }

    [Fact]
    public async Task A_job_that_ignores_the_stop_is_handed_over_all_the_same_and_can_not_write_later()
    {
        var started = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var refused = new TaskCompletionSource<Exception?>();
        var script = new TestJob.Script(async (job, _) =>
        {
            started.SetResult();
            await goOn.Task;
            refused.SetResult(await Record.ExceptionAsync(() => job.SaveCheckpointAsync(new TestJob.Place(1), CancellationToken.None)));
        });
        await using var node = await Database.StartNodeAsync(TestJobs.With(script), null, ("Jobs:StopWithin", "00:00:00.05"));
        var id = await EnqueueAsync(node, "deaf");
        await Eventually.EndsAsync(started.Task);
        await node.StopAsync();

        (await ReadAsync(node, id)).State.Should().Be(JobState.Waiting);
        goOn.SetResult();
        (await Eventually.EndsAsync(refused.Task)).Should().BeOfType<JobLeaseLostException>();
    }

    [Fact]
    public async Task Cancelling_stops_a_running_job_at_once_even_between_renewals()
    {
        var time = new ManualTime();
        var (started, stopped) = (new TaskCompletionSource(), new TaskCompletionSource());
        var script = new TestJob.Script(async (_, ct) =>
        {
            started.SetResult();
            await using var told = ct.Register(stopped.SetResult);
            await Task.Delay(Timeout.Infinite, ct);
        });
        await using var node = await Database.StartNodeAsync(TestJobs.With(script), time);
        var id = await EnqueueAsync(node, "endless");
        await Eventually.IsTrueAsync(() => started.Task.IsCompleted, time, TimeSpan.FromMilliseconds(10));

        var cancelledAt = time.GetUtcNow();
        (await node.Get<CancelJob>().RunAsync(Actor.System(_org), id)).IsDone.Should().BeTrue();
        (await ReadAsync(node, id)).State.Should().Be(JobState.Cancelled);

        await Eventually.IsTrueAsync(() => stopped.Task.IsCompleted, time, TimeSpan.FromMilliseconds(5));
        (time.GetUtcNow() - cancelledAt).Should().BeLessThan(new JobOptions().RenewEvery);
        (await node.Get<CancelJob>().RunAsync(Actor.System(_org), id)).Refusal.Should().Be(JobRefusals.AlreadyOver);
    }

    [Fact]
    public async Task A_job_is_cancelled_and_retried_by_whoever_asked_or_may_manage_all_and_by_nobody_else()
    {
        await using var node = Database.CreateNode();
        var (asker, colleague, manager) = (Person(1), Person(2), Person(3, JobPermissions.ManageAll));
        var (cancel, retry) = (node.Get<CancelJob>(), node.Get<RetryJob>());
        var id = await EnqueueAsync(node, "mine", asker);

        (await retry.RunAsync(asker, id)).Refusal.Should().Be(JobRefusals.NotRetryable);
        (await cancel.RunAsync(colleague, id)).Refusal.Should().Be(JobRefusals.NotYours);
        (await cancel.RunAsync(asker with { OrgId = _org + 10_000 }, id)).Refusal.Should().Be(JobRefusals.NotFound);
        (await cancel.RunAsync(asker, id)).IsDone.Should().BeTrue();
        (await retry.RunAsync(colleague, id)).Refusal.Should().Be(JobRefusals.NotYours);
        (await retry.RunAsync(asker with { OrgId = _org + 10_000 }, id)).Refusal.Should().Be(JobRefusals.NotFound);
        (await retry.RunAsync(manager, id)).IsDone.Should().BeTrue();

        await using var db = node.Open(_org);
        (await db.Set<AuditEntry>().OrderBy(x => x.Sequence).Select(x => x.Action + " " + x.ActorName + " " + x.ObjectName).ToListAsync())
            .Should().Equal("platform.job.cancelled 用户1 mine", "platform.job.retried 用户3 mine");
    }

    [Fact]
    public async Task Two_people_who_cancel_and_retry_at_once_do_not_both_win()
    {
        await using var node = Database.CreateNode();
        var id = await EnqueueAsync(node, "contested");
        await using var one = node.Open(_org);
        await using var two = node.Open(_org);
        var (seenByOne, seenByTwo) = (await one.Set<Job>().SingleAsync(x => x.Id == id), await two.Set<Job>().SingleAsync(x => x.Id == id));
        seenByOne.Cancel(one.Time.UtcNow());
        seenByTwo.Cancel(two.Time.UtcNow());

        (await one.TrySaveAsync(JobRefusals.ChangedMeanwhile)).IsDone.Should().BeTrue();
        (await two.TrySaveAsync(JobRefusals.ChangedMeanwhile)).Refusal.Should().Be(JobRefusals.ChangedMeanwhile);
    }

    [Fact]
    public async Task A_job_acts_for_its_asker_with_the_rights_he_has_now_and_not_at_all_when_he_is_gone()
    {
        var seen = new ConcurrentQueue<Actor>();
        var script = new TestJob.Script((job, _) =>
        {
            seen.Enqueue(job.Actor);
            return Task.CompletedTask;
        });
        var promoted = Person(1, JobPermissions.ManageAll);
        await using var node = await Database.StartNodeAsync(TestJobs.With(script, promoted));

        await ComesToAsync(node, await EnqueueAsync(node, "still here", Person(1)), JobState.Done);
        var gone = await ComesToAsync(node, await EnqueueAsync(node, "gone", Person(2)), JobState.Failed);

        seen.Should().Equal(promoted);
        gone.Error.Should().Be(JobRefusals.AskerGone.Text);
        await using var db = node.Open(_org);
        (await db.Set<Notification>().Where(x => x.UserId == 2).SingleAsync()).Text.Should().Contain(JobRefusals.AskerGone.Text, "whoever asked for what was not done is told");
        (await db.Set<Notification>().CountAsync(x => x.UserId == 1)).Should().Be(0);
    }

    [Fact]
    public async Task An_enterprise_with_many_jobs_does_not_hold_up_another_with_one()
    {
        var script = new TestJob.Script((_, _) => Task.CompletedTask);
        await using var node = Database.CreateNode(TestJobs.With(script), null, OneAtATime);
        for (var i = 0; i < 30; i++)
            await EnqueueAsync(node, "many");
        var other = _org + 10_000;
        await using (var db = node.Open(other))
        {
            db.Enqueue(TestJob.Kind, "一", new TestJob.Order("one"));
            await db.SaveChangesAsync();
        }

        await node.StartAsync();
        await Eventually.GetAsync(() => CountAsync(node, JobState.Done), count => count == 30);

        script.Runs.ToList().IndexOf("one").Should().BeInRange(0, 1);
    }

    [Fact]
    public async Task A_job_that_takes_its_node_down_again_and_again_is_buried()
    {
        var script = new TestJob.Script((_, _) => Task.CompletedTask);
        await using var node = Database.CreateNode(TestJobs.With(script));
        var (fourth, fifth) = (await EnqueueAsync(node, "fourth"), await EnqueueAsync(node, "fifth"));
        await using (var db = node.Open(_org))
            await db.Set<Job>().Where(x => x.Id == fourth || x.Id == fifth).ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, JobState.Running)
                .SetProperty(x => x.LeaseOwner, "a node that died")
                .SetProperty(x => x.Crashes, x => x.Id == fourth ? 3 : 4));

        await node.StartAsync();

        (await ComesToAsync(node, fourth, JobState.Done)).Crashes.Should().Be(4);
        var buried = await ComesToAsync(node, fifth, JobState.Failed);
        (buried.Error, buried.LeaseOwner, buried.DueAt).Should().Be((JobRefusals.KeepsCrashing(5), null, null));
        script.Runs.Should().Equal("fourth");
    }

    [Fact]
    public async Task A_node_leaves_jobs_of_kinds_it_does_not_know_to_others()
    {
        await using var old = await Database.StartNodeAsync(TestJobs.With(new((_, _) => Task.CompletedTask)));
        long unknown;
        await using (var db = old.Open(_org))
        {
            var job = db.Enqueue("test.new-kind", "新任务", new TestJob.Order("x"));
            await db.SaveChangesAsync();
            unknown = job.Id;
        }
        await ComesToAsync(old, await EnqueueAsync(old, "known"), JobState.Done);

        (await ReadAsync(old, unknown)).State.Should().Be(JobState.Waiting);
    }

    [Fact]
    public async Task Screens_hear_of_every_step_and_see_progress_while_it_runs()
    {
        var goOn = new TaskCompletionSource();
        var script = new TestJob.Script(async (job, ct) =>
        {
            job.Progress(1, 2);
            await goOn.Task.WaitAsync(ct);
        });
        await using var node = await Database.StartNodeAsync(TestJobs.With(script));
        var (all, one) = (0, 0);
        using var subscription = node.Live.Subscribe(new LiveTopic(_org, JobTopics.All), () => Interlocked.Increment(ref all));
        var id = await EnqueueAsync(node, "watched");
        using var ofThis = node.Live.Subscribe(new LiveTopic(_org, JobTopics.Of(id)), () => Interlocked.Increment(ref one));

        await Eventually.GetAsync(() => ReadAsync(node, id), job => (job.ProgressDone, job.ProgressTotal) == (1, 2));
        var before = Volatile.Read(ref one);
        goOn.SetResult();
        await ComesToAsync(node, id, JobState.Done);

        await Eventually.IsTrueAsync(() => Volatile.Read(ref one) > before && Volatile.Read(ref all) > 0);
    }

    [Theory]
    [InlineData("Jobs:Concurrency", "65")]
    [InlineData("Jobs:MaxTries", "0")]
    [InlineData("Jobs:Lease", "00:00:00")]
    [InlineData("Jobs:RenewEvery", "00:00:29")]
    [InlineData("Jobs:Poll", "1.00:00:00")]
    [InlineData("Outbox:Timeout", "-00:00:01")]
    [InlineData("Outbox:Concurrency", "-1")]
    public async Task A_wrong_setting_ends_the_start_and_names_the_key(string key, string value)
    {
        await using var node = Database.CreateNode(null, null, (key, value));
        var start = () => node.StartAsync();
        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().Contain(failure => failure.Contains(key));
    }

    private Actor Person(long id, params Permission[] permissions) => new()
    {
        Kind = ActorKind.Person,
        OrgId = _org,
        UserId = id,
        Name = $"用户{id}",
        Permissions = permissions.Select(permission => permission.Code).ToHashSet(),
    };

    private async Task<long> EnqueueAsync(Node node, string name, Actor? asker = null)
    {
        await using var db = node.Databases.Open(asker ?? Actor.System(_org));
        var job = db.Enqueue(TestJob.Kind, name, new TestJob.Order(name));
        await db.SaveChangesAsync();
        return job.Id;
    }

    private async Task<Job> ReadAsync(Node node, long id)
    {
        await using var db = node.Open(_org);
        return await db.Set<Job>().AsNoTracking().SingleAsync(x => x.Id == id);
    }

    private async Task<int> CountAsync(Node node, JobState state)
    {
        await using var db = node.Open(_org);
        return await db.Set<Job>().CountAsync(x => x.State == state);
    }

    private Task<Job> ComesToAsync(Node node, long id, JobState state, ManualTime? time = null, TimeSpan? step = null) =>
        Eventually.GetAsync(() => ReadAsync(node, id), job => job.State == state, time, step);
}
