namespace Yaosu.Drugs.Details;

/// <summary>药品标识1: how the drug may be sold.</summary>
public enum SaleMark
{
    [Label("甲类OTC")]
    OtcA,

    [Label("乙类OTC")]
    OtcB,

    [Label("处方药")]
    Prescription,
}

/// <summary>药品标识2.</summary>
public enum ControlMark
{
    [Label("麻醉药品")]
    Narcotic,

    [Label("第一类精神药品")]
    PsychotropicOne,

    [Label("第二类精神药品")]
    PsychotropicTwo,

    [Label("普通药品")]
    Ordinary,
}

/// <summary>说明书类型: which of the two consumers read. Both are kept.</summary>
public enum LeafletKind
{
    [Label("说明书结构化信息")]
    Texts,

    [Label("药品说明书使用图片形式展示")]
    Pictures,
}

public enum DetailsState
{
    [Label("未维护")]
    None,

    [Label("草稿未提交")]
    DraftOnly,

    [Label("已提交")]
    Published,

    [Label("已提交，有新草稿")]
    PublishedAndDraft,
}
