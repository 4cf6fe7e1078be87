namespace Yaosu.Platform.Api;

public static class ApiRefusals
{
    public static readonly Refusal KeyMissing = new("api.key-missing", "请在 Authorization 请求头中以 Bearer 方式携带接口密钥。");
    public static readonly Refusal KeyUnknown = new("api.key-unknown", "接口密钥不正确，请核对后重试。");
    public static readonly Refusal KeyRevoked = new("api.key-revoked", "接口密钥已被吊销，请联系本企业的系统管理员。");
    public static readonly Refusal KeyExpired = new("api.key-expired", "接口密钥已到期，请由本企业的系统管理员更换。");
    public static readonly Refusal EnterpriseSuspended = new("api.enterprise-suspended", "本企业已被平台停用，接口暂不可用，请联系平台运营人员。");
    public static readonly Refusal KeyFromElsewhere = new("api.key-from-elsewhere", "当前 IP 不在接口密钥的允许范围内，请由本企业的系统管理员调整。");
    public static readonly Refusal TooMany = new("api.too-many-requests", "请求过于频繁，请按 Retry-After 指示的秒数等待后重试。");
    public static readonly Refusal IdempotencyKeyMissing = new("api.idempotency-key-missing", "请在 Idempotency-Key 请求头中携带 1 到 100 个可见字符的唯一值，重发同一请求时保持不变。");
    public static readonly Refusal IdempotencyKeyReused = new("api.idempotency-key-reused", "这个 Idempotency-Key 已用于内容不同的请求，请换一个新值。");
    public static readonly Refusal StillRunning = new("api.still-running", "相同 Idempotency-Key 的请求还没有结果，请稍后用原值重发或查询结果。");
    public static readonly Refusal CursorInvalid = new("api.cursor-invalid", "cursor 不正确，请原样使用上一页返回的 nextCursor。", "cursor");
    public static readonly Refusal BodyInvalid = new("api.body-invalid", "请求内容不是有效的 JSON 或缺少必填字段，请对照接口文档检查。");
}
