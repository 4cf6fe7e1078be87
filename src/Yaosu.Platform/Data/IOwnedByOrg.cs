namespace Yaosu.Platform.Data;

/// <summary>A row of one enterprise. Its key is (OrgId, Id), every foreign key it has starts with OrgId, every query is filtered by OrgId, and the
/// context refuses to save a row of another enterprise. OrgId is stamped when the row is saved; nobody sets it by hand.</summary>
public interface IOwnedByOrg
{
    long OrgId { get; }

    long Id { get; }
}

/// <summary>A row that two people may edit at once. Version is bumped at every save; the second save with an old version is refused.</summary>
public interface IVersioned
{
    int Version { get; }
}

/// <summary>A fact of the whole platform, not of one enterprise: no filter protects it, so it is touched only inside its own module. The reason is read
/// by reviewers; the list of all such tables is pinned by a test.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PlatformFactAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
