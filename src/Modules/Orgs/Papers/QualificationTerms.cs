namespace Yaosu.Orgs.Papers;

public enum QualificationStanding
{
    [Label("未提交")]
    Missing,

    [Label("有效")]
    Valid,

    [Label("即将到期")]
    Ending,

    [Label("已过期")]
    Ended,
}

/// <summary>What having papers means on a given day.</summary>
internal static class QualificationTerms
{
    /// <summary>How many days before the end the main account hears of it; the last step is the day after the end.</summary>
    internal static readonly IReadOnlyList<int> WarningDays = [30, 7, -1];

    /// <summary>Of several approved papers of a kind, the one that lasts longest counts; of two alike, the newer.</summary>
    internal static Qualification Best(IEnumerable<Qualification> approved) => approved.OrderByDescending(x => x.ExpiresOn ?? DateOnly.MaxValue).ThenByDescending(x => x.Id).First();

    internal static QualificationStanding On(DateOnly today, DateOnly? until) =>
        until is not { } last ? QualificationStanding.Valid
        : last < today ? QualificationStanding.Ended
        : last <= today.AddDays(WarningDays[0]) ? QualificationStanding.Ending
        : QualificationStanding.Valid;

    /// <summary>The nearest step that has been reached; null while the end is far.</summary>
    internal static int? StepOn(DateOnly today, DateOnly until)
    {
        var left = until.DayNumber - today.DayNumber;
        return WarningDays.Where(days => left <= days).Select(days => (int?)days).LastOrDefault();
    }
}
