namespace Yaosu.Drugs.Registry;

/// <summary>特殊管理: what law asks beyond the ordinary.</summary>
public enum SpecialManagement
{
    [Label("普通药品")]
    None,

    [Label("麻醉药品")]
    Narcotic,

    [Label("第一类精神药品")]
    PsychotropicOne,

    [Label("第二类精神药品")]
    PsychotropicTwo,

    [Label("医疗用毒性药品")]
    Toxic,

    [Label("放射性药品")]
    Radioactive,

    [Label("药品类易制毒化学品")]
    Precursor,
}

/// <summary>重点品种: what authorities watch more closely.</summary>
public enum KeyCategory
{
    [Label("国家集采")]
    CentralPurchase,

    [Label("麻醉药品")]
    Narcotic,

    [Label("精神药品")]
    Psychotropic,

    [Label("毒性药品")]
    Toxic,

    [Label("放射性药品")]
    Radioactive,

    [Label("血液制品")]
    Blood,

    [Label("生物制品")]
    Biological,
}

public enum StorageCondition
{
    [Label("常温（10～30℃）")]
    Room,

    [Label("阴凉（不超过20℃）")]
    Cool,

    [Label("凉暗（避光，不超过20℃）")]
    CoolAndDark,

    [Label("冷处（2～10℃）")]
    Cold,

    [Label("冷藏（2～8℃）")]
    Refrigerated,

    [Label("冷冻（-10℃以下）")]
    Frozen,
}

public enum DrugState
{
    [Label("在用")]
    InUse,

    [Label("已停用")]
    Retired,
}
