namespace Yaosu.Platform.Data;

/// <summary>A row of another enterprise was about to be saved. Always a bug or an attack; nothing is written.</summary>
public sealed class OrgViolationException(string entity, long orgId, long actingFor)
    : InvalidOperationException($"{entity} of enterprise {orgId} in a context of enterprise {actingFor}.");
