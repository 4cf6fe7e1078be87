namespace Yaosu.Platform.Doctor;

public enum FindingLevel
{
    [Label("正常")]
    Good,

    /// <summary>Worth a look; the data are whole.</summary>
    [Label("注意")]
    Attention,

    /// <summary>Something is missing, changed or not as this build needs it.</summary>
    [Label("异常")]
    Wrong,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Area">What it is about, in one or two words.</param>
/// <param name="Text">A sentence for whoever runs this installation.</param>
public sealed record Finding(string Area, FindingLevel Level, string Text);

public sealed record TableRows(string Table, long Rows);

/// <summary>What an examination of the data brought to light.</summary>
public sealed record Examination(DateTime At, string Engine, IReadOnlyList<Finding> Findings, IReadOnlyList<TableRows> Tables)
{
    public bool IsHealthy => Findings.All(finding => finding.Level != FindingLevel.Wrong);
}
