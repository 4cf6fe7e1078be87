namespace Yaosu.Platform.Ui.Kit;

/// <param name="Key">Stands in the address.</param>
/// <param name="Count">A number beside the title; null for none.</param>
public sealed record TabItem(string Key, string Title, long? Count = null);
