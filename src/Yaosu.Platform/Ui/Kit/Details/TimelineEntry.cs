using Yaosu.Platform.Audit;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>One thing that happened to an object.</summary>
/// <param name="What">The act as people call it: 修改资料.</param>
/// <param name="Note">Null when the fields say it all.</param>
/// <param name="Address">Where it came from; null for the system.</param>
public sealed record TimelineEntry(DateTime At, string Who, string What, IReadOnlyList<FieldChange> Changes, string? Note = null, string? Address = null);
