namespace Yaosu.Platform.Live;

/// <summary>Something that screens show and that can change. Carries the enterprise, so that nobody listens in on another's changes.</summary>
/// <param name="OrgId">0 for facts of the whole platform.</param>
public readonly record struct LiveTopic(long OrgId, string Name);
