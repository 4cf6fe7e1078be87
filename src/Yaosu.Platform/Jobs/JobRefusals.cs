namespace Yaosu.Platform.Jobs;

/// <summary>Every "no" about jobs.</summary>
public static class JobRefusals
{
    public static readonly Refusal NotFound = new("jobs.not-found", "没有这个任务，可能已被清理。");
    public static readonly Refusal NotYours = new("jobs.not-yours", "只能操作自己提交的任务；如需操作他人的任务，请联系本企业的系统管理员分配“管理所有任务”权限。");
    public static readonly Refusal AlreadyOver = new("jobs.already-over", "任务已经结束，不能取消。");
    public static readonly Refusal NotRetryable = new("jobs.not-retryable", "只有失败或已取消的任务才能重试。");
    public static readonly Refusal ChangedMeanwhile = new("jobs.changed-meanwhile", "任务状态刚刚发生了变化，请查看最新状态后再操作。");
    public static readonly Refusal AskerGone = new("jobs.asker-gone", "提交任务的账号已停用，任务没有执行。如仍需要，请用其他账号重新提交。");

    internal static string WillRetry(int tries, int most, string? traceId) => $"第 {tries} 次处理出错，系统会自动重试（最多 {most} 次）。跟踪编号：{traceId}";

    internal static string GaveUp(int tries, string? traceId) => $"已尝试 {tries} 次仍未成功。请点击“重试”；若还是失败，请把跟踪编号告诉客服：{traceId}";

    internal static string KeepsCrashing(int crashes) => $"处理过程连续 {crashes} 次意外中断，已停止自动重试。请点击“重试”；若还是失败，请联系客服。";
}
