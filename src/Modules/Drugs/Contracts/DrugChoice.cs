namespace Yaosu.Drugs.Contracts;

/// <summary>A drug as forms of other modules offer it.</summary>
/// <param name="Text">Name, form, strength, packing and licence number: enough to tell it from every other.</param>
/// <param name="Identification">药品标识码, seven digits; null when the drug has none.</param>
public sealed record DrugChoice(long Id, string Text, string? Identification);
