using Yaosu.Platform.Audit;

namespace Yaosu.Orgs;

/// <summary>The acts of this module that the audit log keeps.</summary>
public static class OrgsActions
{
    public static readonly AuditAction EnterpriseOpened = new("orgs.enterprise.opened", "开通企业");
    public static readonly AuditAction UserAdded = new("orgs.user.added", "新增账号");
    public static readonly AuditAction SignedIn = new("orgs.sign-in.done", "登录");
    public static readonly AuditAction SignInFailed = new("orgs.sign-in.failed", "登录失败");
    public static readonly AuditAction QrSignInConfirmed = new("orgs.sign-in.qr-confirmed", "确认扫码登录");
    public static readonly AuditAction QrSignInRefused = new("orgs.sign-in.qr-refused", "取消扫码登录");
    public static readonly AuditAction SignedOut = new("orgs.sign-in.ended", "退出登录");
    public static readonly AuditAction ScreenLocked = new("orgs.sign-in.locked", "锁屏");
    public static readonly AuditAction ScreenUnlocked = new("orgs.sign-in.unlocked", "解锁");
    public static readonly AuditAction DeviceSignedOut = new("orgs.sign-in.device-ended", "退出其他设备");
    public static readonly AuditAction SessionForced = new("orgs.sign-in.forced", "强制下线");
    public static readonly AuditAction ProfileChanged = new("orgs.profile.changed", "修改个人资料");
    public static readonly AuditAction PasswordChanged = new("orgs.password.changed", "修改密码");
    public static readonly AuditAction PasswordReset = new("orgs.password.reset", "重置密码");
    public static readonly AuditAction SecondFactorOn = new("orgs.second-factor.on", "开启两步验证");
    public static readonly AuditAction SecondFactorOff = new("orgs.second-factor.off", "关闭两步验证");
    public static readonly AuditAction SecondFactorReset = new("orgs.second-factor.reset", "重置两步验证");
    public static readonly AuditAction ExternalBound = new("orgs.external.bound", "绑定外部账号");
    public static readonly AuditAction ExternalUnbound = new("orgs.external.unbound", "解绑外部账号");
    public static readonly AuditAction RecoveryCodeUsed = new("orgs.sign-in.recovery-code", "使用恢复码");
    public static readonly AuditAction AccessDenied = new("orgs.access.denied", "越权被拒绝");
    public static readonly AuditAction UserChanged = new("orgs.user.changed", "修改账号");
    public static readonly AuditAction UserDisabled = new("orgs.user.disabled", "停用账号");
    public static readonly AuditAction UserEnabled = new("orgs.user.enabled", "启用账号");
    public static readonly AuditAction UserRemoved = new("orgs.user.removed", "删除账号");
    public static readonly AuditAction PermissionsCleared = new("orgs.user.cleared", "清空旧账号权限");
    public static readonly AuditAction DepartmentAdded = new("orgs.department.added", "新增部门");
    public static readonly AuditAction DepartmentChanged = new("orgs.department.changed", "修改部门");
    public static readonly AuditAction DepartmentDeleted = new("orgs.department.deleted", "删除部门");
    public static readonly AuditAction RoleAdded = new("orgs.role.added", "新增角色");
    public static readonly AuditAction RoleChanged = new("orgs.role.changed", "修改角色");
    public static readonly AuditAction RoleDeleted = new("orgs.role.deleted", "删除角色");
    public static readonly AuditAction ApiKeyAdded = new("orgs.api-key.added", "新增接口密钥");
    public static readonly AuditAction ApiKeyChanged = new("orgs.api-key.changed", "修改接口密钥");
    public static readonly AuditAction ApiKeyRevoked = new("orgs.api-key.revoked", "吊销接口密钥");
    public static readonly AuditAction ApiSecretAdded = new("orgs.api-secret.added", "更换接口密钥");
    public static readonly AuditAction ApiSecretRevoked = new("orgs.api-secret.revoked", "停用旧密钥");
    public static readonly AuditAction CertificateAdded = new("orgs.certificate.added", "上传数字证书");
    public static readonly AuditAction CertificateReplaced = new("orgs.certificate.replaced", "更换数字证书");
    public static readonly AuditAction CertificateRevoked = new("orgs.certificate.revoked", "吊销数字证书");
    public static readonly AuditAction ViewingStarted = new("orgs.viewing.started", "以角色查看");
    public static readonly AuditAction ViewingEnded = new("orgs.viewing.ended", "退出以角色查看");
    public static readonly AuditAction PackageAskedFor = new("orgs.package.asked-for", "申请服务包");
    public static readonly AuditAction PackageGranted = new("orgs.package.granted", "开通服务包");
    public static readonly AuditAction PackageProlonged = new("orgs.package.prolonged", "续期服务包");
    public static readonly AuditAction PackageEnded = new("orgs.package.ended", "终止服务包");
    public static readonly AuditAction PackageDeclined = new("orgs.package.declined", "拒绝服务包申请");
    public static readonly AuditAction PackageChanged = new("orgs.package.changed", "修改服务包");
    public static readonly AuditAction ConsoleOpened = new("orgs.console.opened", "开通商家后台");
    public static readonly AuditAction EnterpriseSuspended = new("orgs.enterprise.suspended", "停用企业");
    public static readonly AuditAction EnterpriseResumed = new("orgs.enterprise.resumed", "恢复企业");
    public static readonly AuditAction JoinSubmitted = new("orgs.join.submitted", "提交入驻申请");
    public static readonly AuditAction JoinApproved = new("orgs.join.approved", "通过入驻申请");
    public static readonly AuditAction JoinRejected = new("orgs.join.rejected", "驳回入驻申请");
    public static readonly AuditAction QualificationSubmitted = new("orgs.qualification.submitted", "提交企业资质");
    public static readonly AuditAction QualificationApproved = new("orgs.qualification.approved", "通过企业资质");
    public static readonly AuditAction QualificationRejected = new("orgs.qualification.rejected", "驳回企业资质");
    public static readonly AuditAction MainAccountOffered = new("orgs.main-account.offered", "发起转让主账号");
    public static readonly AuditAction MainAccountAccepted = new("orgs.main-account.accepted", "接收主账号");
    public static readonly AuditAction MainAccountWithdrawn = new("orgs.main-account.withdrawn", "撤回转让主账号");
    public static readonly AuditAction MainAccountLapsed = new("orgs.main-account.lapsed", "转让主账号失效");
    public static readonly AuditAction MainAccountAskedFor = new("orgs.main-account.asked-for", "申请找回或更换主账号");
    public static readonly AuditAction MainAccountObjected = new("orgs.main-account.objected", "对主账号申请提出异议");
    public static readonly AuditAction MainAccountObjectionTakenBack = new("orgs.main-account.objection-taken-back", "撤回对主账号申请的异议");
    public static readonly AuditAction MainAccountApproved = new("orgs.main-account.approved", "通过主账号变更");
    public static readonly AuditAction MainAccountRejected = new("orgs.main-account.rejected", "驳回主账号变更");
    public static readonly AuditAction MainAccountGivenUp = new("orgs.main-account.given-up", "取消主账号");
    public static readonly AuditAction MainAccountTaken = new("orgs.main-account.taken", "设为主账号");
    public static readonly AuditAction AuditVerified = new("orgs.audit.verified", "校验审计链");

    public static readonly IReadOnlyList<AuditAction> All =
    [
        ApiKeyAdded, ApiKeyChanged, ApiKeyRevoked, ApiSecretAdded, ApiSecretRevoked,
        EnterpriseOpened, ConsoleOpened, UserAdded, SignedIn, SignInFailed, SignedOut, QrSignInConfirmed, QrSignInRefused, ProfileChanged,
        SecondFactorOn, SecondFactorOff, SecondFactorReset, ExternalBound, ExternalUnbound, RecoveryCodeUsed,
        ScreenLocked, ScreenUnlocked, DeviceSignedOut, SessionForced,
        PasswordChanged, PasswordReset, AccessDenied, UserChanged, UserDisabled, UserEnabled,
        UserRemoved, PermissionsCleared, DepartmentAdded, DepartmentChanged, DepartmentDeleted, RoleAdded, RoleChanged,
        RoleDeleted, ViewingStarted, ViewingEnded, PackageAskedFor, PackageGranted, PackageProlonged,
        PackageEnded, PackageDeclined, PackageChanged, EnterpriseSuspended, EnterpriseResumed,
        CertificateAdded, CertificateReplaced, CertificateRevoked,
        JoinSubmitted, JoinApproved, JoinRejected, QualificationSubmitted, QualificationApproved, QualificationRejected, AuditVerified,
        MainAccountOffered, MainAccountAccepted, MainAccountWithdrawn, MainAccountLapsed, MainAccountAskedFor, MainAccountObjected,
        MainAccountObjectionTakenBack, MainAccountApproved, MainAccountRejected, MainAccountGivenUp, MainAccountTaken,
    ];
}
