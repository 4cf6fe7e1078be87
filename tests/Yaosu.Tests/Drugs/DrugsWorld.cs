using Yaosu.Drugs.Registry;

namespace Yaosu.Tests.Drugs;

/// <summary>Drugs that nobody makes.</summary>
internal static class DrugsWorld
{
    internal static readonly Packing SevenInABox = new() { DoseUnit = "片", DosesPerPack = 7, PackUnit = "盒" };

    internal static DrugFacts Sartan(string licence = "国药准字H20990001") => new()
    {
        GenericName = "示例沙坦片",
        TradeName = "云杉平",
        DosageForm = "片剂",
        Strength = "0.15g",
        Packing = SevenInABox,
        LicenceNumber = licence,
        Manufacturer = "云杉示例制药有限公司",
        ValidMonths = 36,
    };
}
