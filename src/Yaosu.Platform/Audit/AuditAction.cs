namespace Yaosu.Platform.Audit;

/// <summary>A kind of act that the log keeps, declared by its module.</summary>
/// <param name="Code">Stable, <c>module.thing.act</c>.</param>
public sealed record AuditAction(string Code, string Name);

/// <summary>What the act was about.</summary>
/// <param name="Type">The entity's name in code; its Chinese word comes from <see cref="LabelAttribute"/>.</param>
public sealed record AuditObject(string Type, long Id, string Name);

/// <summary>An entity that audit lines are written about.</summary>
public interface IAuditSubject
{
    long Id { get; }

    /// <summary>How people call this row: a name, a number.</summary>
    string AuditName { get; }
}
