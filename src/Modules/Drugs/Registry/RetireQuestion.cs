using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Drugs.Registry;

internal static class RetireQuestion
{
    /// <summary>Asked before a drug is retired, wherever that is done.</summary>
    internal static Task<bool> AskAsync(Dialogs dialogs, string genericName) =>
        dialogs.ConfirmAsync("停用药品", $"停用“{genericName}”后，新的码包和单据里不能再选择它，已有的数据不受影响。可以随时恢复。", "停用");
}
