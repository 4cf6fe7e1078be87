namespace Yaosu.Batches.Contracts;

/// <summary>码状态: what the codes of a batch say to whoever scans them.</summary>
public enum BatchState
{
    /// <summary>Not yet: they say nothing of the goods.</summary>
    [Label("未激活")]
    Inactive,

    [Label("已激活")]
    Active,

    /// <summary>Something is wrong with the batch: whoever scans is told not to use it.</summary>
    [Label("已冻结")]
    Frozen,
}
