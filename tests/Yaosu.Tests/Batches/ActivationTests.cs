using Microsoft.EntityFrameworkCore;
using Yaosu.Batches;
using Yaosu.Batches.Contracts;
using Yaosu.Batches.Registry;
using Yaosu.Platform.Audit;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Batches;

public sealed class ActivationTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private BatchesWorld _world = null!;

    private Actor Main => _world.Main;

    public async ValueTask InitializeAsync() => _world = await BatchesWorld.OpenAsync(database);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_batch_without_codes_is_not_activated()
    {
        var (batch, package) = (await _world.BatchAsync(), await _world.PackageAsync(1));
        (await ActivateAsync(batch)).Refusal.Should().Be(BatchesRefusals.CodesNeeded);
        (await _world.Bind.RunAsync(Main, batch, [package])).IsDone.Should().BeTrue();
        (await _world.Unbind.RunAsync(Main, batch, package)).IsDone.Should().BeTrue();
        (await ActivateAsync(batch)).Refusal.Should().Be(BatchesRefusals.CodesNeeded);
        (await FreezeAsync(batch, "x")).Refusal.Should().Be(BatchesRefusals.OnlyActiveFreeze);
    }

    [Fact]
    public async Task It_is_activated_frozen_with_a_reason_and_activated_again_and_all_of_it_is_logged()
    {
        var (batch, _) = await _world.ActiveAsync(2);
        var active = (await _world.ShownAsync(batch)).Batch;
        (active.State, active.MovedBy, active.MovedAt, active.FreezeReason).Should().Be((BatchState.Active, Main.Name, database.Time.UtcNow(), null));
        (await ActivateAsync(batch)).Refusal.Should().Be(BatchesRefusals.AlreadyActive);
        (await FreezeAsync(batch, " \n")).Refusal.Should().Be(BatchesRefusals.ReasonMissing);
        (await FreezeAsync(batch, new string('因', 201))).Refusal!.Code.Should().Be("batches.too-long");
        (await FreezeAsync(batch, " 密封不良 ")).IsDone.Should().BeTrue();
        (await FreezeAsync(batch, "again")).Refusal.Should().Be(BatchesRefusals.OnlyActiveFreeze);
        var frozen = (await _world.ShownAsync(batch)).Batch;
        (frozen.State, frozen.FreezeReason).Should().Be((BatchState.Frozen, "密封不良"));
        (await ActivateAsync(batch)).IsDone.Should().BeTrue();
        (await _world.ShownAsync(batch)).Batch.FreezeReason.Should().BeNull();
        await using var db = database.OpenSystem(Main.OrgId);
        (await db.Set<AuditEntry>().Where(x => x.ObjectId == batch && x.ObjectType == nameof(Batch)).OrderBy(x => x.Sequence).Select(x => x.Action).ToListAsync()).Should()
            .Equal(BatchesActions.Added.Code, BatchesActions.CodesBound.Code, BatchesActions.Activated.Code, BatchesActions.Frozen.Code, BatchesActions.Reactivated.Code);
    }

    [Fact]
    public async Task What_was_looked_at_before_somebody_else_acted_is_refused()
    {
        var (batch, _) = await _world.ActiveAsync(1);
        var version = await _world.VersionAsync(batch);
        (await _world.Move.FreezeAsync(Main, batch, version - 1, "x")).Refusal.Should().Be(BatchesRefusals.MovedMeanwhile);
        var both = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _world.Move.FreezeAsync(Main, batch, version, "x")));
        both.Count(x => x.IsDone).Should().Be(1);
    }

    [Fact]
    public async Task It_takes_a_right_of_its_own()
    {
        var (batch, _) = await _world.ActiveAsync(1);
        var manager = Main with { IsMain = false, Permissions = new HashSet<string> { BatchesPermissions.ViewCode, BatchesPermissions.ManageCode } };
        (await _world.Move.FreezeAsync(manager, batch, await _world.VersionAsync(batch), "x")).Refusal!.Code.Should().Be("access.denied");
        (await _world.Move.ActivateAsync(manager, batch, await _world.VersionAsync(batch))).Refusal!.Code.Should().Be("access.denied");
        (await _world.Move.FreezeAsync(Main with { ViewingAs = "角色" }, batch, await _world.VersionAsync(batch), "x")).IsDone.Should().BeFalse();
    }

    private async Task<Outcome> ActivateAsync(long batch) => await _world.Move.ActivateAsync(Main, batch, await _world.VersionAsync(batch));

    private async Task<Outcome> FreezeAsync(long batch, string reason) => await _world.Move.FreezeAsync(Main, batch, await _world.VersionAsync(batch), reason);
}
