using Yaosu.Platform.Audit;

namespace Yaosu.Platform.Outbox;

/// <summary>What people do to outgoing messages and the audit log keeps.</summary>
public static class OutboxActions
{
    public static readonly AuditAction Redelivered = new("platform.outbox.redelivered", "重发对外消息");
}

public static class OutboxPermissions
{
    public static readonly Permission Manage = new("platform.outbox.manage", "管理对外消息", "查看本企业发给外部系统的消息，重发未送达的消息。");
}
