using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;

namespace Yaosu.Orgs.Onboarding;

/// <summary>Which papers each kind of enterprise brings.</summary>
public static class QualificationRules
{
    public static IReadOnlyList<QualificationKind> NeededBy(OrgKind kind) => kind switch
    {
        OrgKind.Manufacturer => [QualificationKind.BusinessLicence, QualificationKind.DrugManufacture, QualificationKind.LegalPersonIdentity],
        OrgKind.Wholesaler or OrgKind.Store or OrgKind.ChainHeadquarters => [QualificationKind.BusinessLicence, QualificationKind.DrugTrade, QualificationKind.LegalPersonIdentity],
        OrgKind.Hospital => [QualificationKind.MedicalPractice, QualificationKind.LegalPersonIdentity],
        OrgKind.Platform => [],
    };

    /// <summary>A business licence may be without an end.</summary>
    public static bool MustExpire(QualificationKind kind) => kind is QualificationKind.DrugManufacture or QualificationKind.DrugTrade or QualificationKind.MedicalPractice;

    /// <summary>Those who can apply; the platform itself is there from the beginning.</summary>
    public static readonly IReadOnlyList<OrgKind> Applying = [OrgKind.Manufacturer, OrgKind.Wholesaler, OrgKind.Store, OrgKind.ChainHeadquarters, OrgKind.Hospital];
}
