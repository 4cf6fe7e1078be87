using Yaosu.Batches.Contracts;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Batches.Activation;

/// <summary>What is asked before a batch's codes come into force or are frozen, on the list as on the batch's page.</summary>
internal static class MoveQuestions
{
    /// <returns>Whether anything was asked of the use case.</returns>
    public static async Task<bool> ActivateAsync(Dialogs dialogs, Toasts toasts, ICurrentActor current, MoveBatch move, (long Id, int Version, string BatchNumber, long Codes, BatchState State) batch)
    {
        var again = batch.State == BatchState.Frozen;
        var text = again
            ? $"批次“{batch.BatchNumber}”再次激活后，消费者扫码又会看到追溯信息。请确认冻结的原因已经消除。"
            : $"批次“{batch.BatchNumber}”的 {Format.Count(batch.Codes)} 个码激活后，消费者扫码会看到追溯信息。激活后不能再解绑码包。";
        if (!await dialogs.ConfirmAsync(again ? "再次激活批次" : "激活批次", text, "激活"))
            return false;
        toasts.Tell(await move.ActivateAsync(await current.GetAsync(), batch.Id, batch.Version), $"批次“{batch.BatchNumber}”已激活。");
        return true;
    }

    public static async Task<bool> FreezeAsync(Dialogs dialogs, ICurrentActor current, MoveBatch move, (long Id, int Version, string BatchNumber, long Codes, BatchState State) batch) =>
        await dialogs.ShowAsync<FreezeDialog, bool?>("冻结批次", new()
        {
            [nameof(FreezeDialog.Text)] = $"批次“{batch.BatchNumber}”的 {Format.Count(batch.Codes)} 个码冻结后，消费者扫码会看到警告，请他们不要使用并联系生产企业。可以再次激活。",
            [nameof(FreezeDialog.Submit)] = (Func<string, Task<Outcome>>)(async reason => await move.FreezeAsync(await current.GetAsync(), batch.Id, batch.Version, reason)),
        }) is true;
}
