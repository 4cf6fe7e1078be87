namespace Yaosu.Platform.Access;

/// <summary>Whom somebody can ask for a right that he lacks.</summary>
public interface IAccessHelp
{
    /// <param name="missing">Null: he has no role at all.</param>
    ValueTask<AccessHelp> ForAsync(Actor actor, Permission? missing, CancellationToken ct = default);
}

/// <param name="Grantors">Those of his enterprise who can give it; empty when nobody there can.</param>
/// <param name="WasCleared">His rights were taken as those of every sub-account from before 2019-04-01.</param>
public sealed record AccessHelp(IReadOnlyList<Grantor> Grantors, bool WasCleared = false)
{
    public static readonly AccessHelp None = new([]);

    /// <summary>演示·林管理（主账号，138****0000）、…; null when nobody can.</summary>
    public string? Names => Grantors.Count == 0 ? null : string.Join("、", Grantors);
}

/// <param name="Phone">Masked; null when the account has none.</param>
public sealed record Grantor(string Name, bool IsMain, string? Phone)
{
    public override string ToString() => (IsMain, Phone) switch
    {
        (true, null) => $"{Name}（主账号）",
        (true, _) => $"{Name}（主账号，{Phone}）",
        (false, null) => Name,
        _ => $"{Name}（{Phone}）",
    };
}
