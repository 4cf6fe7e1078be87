using Yaosu.Platform.Audit;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.AuditLog;

/// <summary>The filter bar of 审计日志, and how its address becomes a <see cref="AuditLogFilter"/>.</summary>
internal static class AuditLogFilters
{
    internal static IReadOnlyList<ListFilter> Of(AuditWords words) =>
    [
        ListFilter.Text("person", "操作人"),
        ListFilter.Choice("action", "操作", [.. words.Actions.Select(action => new Choice(action.Code, action.Name)).OrderBy(choice => choice.Text, StringComparer.CurrentCulture)]),
        ListFilter.Choice("type", "对象类型", [.. words.ObjectTypes.Select(type => new Choice(type.Type, type.Name)).OrderBy(choice => choice.Text, StringComparer.CurrentCulture)]),
        ListFilter.Days("days", "时间"),
        ListFilter.Text("text", "内容", "对象、说明或修改内容"),
        ListFilter.Text("object", "对象编号"),
    ];

    internal static AuditLogFilter Read(FilterValues values) => new(
        values.Text("person"), values.Text("action"), values.Text("type"), values.Number("object"), values.Text("text"), values.Days("days").From, values.Days("days").To);
}
