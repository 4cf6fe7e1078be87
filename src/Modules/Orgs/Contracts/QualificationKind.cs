namespace Yaosu.Orgs.Contracts;

/// <summary>Papers that say what an enterprise is and may do.</summary>
public enum QualificationKind
{
    [Label("营业执照")]
    BusinessLicence,

    [Label("药品生产许可证")]
    DrugManufacture,

    [Label("药品经营许可证")]
    DrugTrade,

    [Label("医疗机构执业许可证")]
    MedicalPractice,

    [Label("法定代表人身份证复印件（签字盖章）")]
    LegalPersonIdentity,
}
