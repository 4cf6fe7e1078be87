namespace Yaosu.Platform.Ui.Kit;

public enum ChartKind
{
    Line,
    Area,
    Bar,
    StackedBar,

    /// <summary>One series; its values are the parts.</summary>
    Donut,
}

/// <param name="Values">One per label; null is "not known" and draws a gap, which zero doesn't.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values);
