using Yaosu.Platform.Audit;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.AuditLog;

/// <summary>The columns of 审计日志, on screen and in its export.</summary>
internal static class AuditLogColumns
{
    private static IReadOnlyList<ListColumn<AuditLogRow>>? _columns;

    /// <summary>Made once: every circuit shares them.</summary>
    internal static IReadOnlyList<ListColumn<AuditLogRow>> Of(AuditWords words) => _columns ??=
    [
        new("at", "时间", row => ChinaTime.Text(row.At)) { Sortable = true, Width = 170, Always = true },
        new("person", "操作人", row => row.ActorName) { Sortable = true, Width = 150 },
        new("action", "操作", row => words.Action(row.Action)) { Sortable = true, Width = 130 },
        new("type", "对象类型", row => words.ObjectType(row.ObjectType)) { Width = 100 },
        new("object", "对象", row => row.ObjectName) { Sortable = true },
        new("note", "说明", row => row.Note) { Long = true },
        new("address", "来源地址", row => row.Address) { Mono = true, Width = 140, HiddenByDefault = true },
        new("sequence", "序号", row => Format.Count(row.Sequence)) { Align = Align.End, Width = 90, HiddenByDefault = true },
    ];
}
