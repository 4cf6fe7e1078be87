namespace Yaosu.Orgs;

public static class OrgsPermissions
{
    /// <summary>For a page's <c>Authorize</c> attribute, which wants a constant.</summary>
    public const string ViewAuditCode = "orgs.audit.view";

    public const string ViewPeopleCode = "orgs.people.view";
    public const string ManagePeopleCode = "orgs.people.manage";
    public const string ViewRolesCode = "orgs.roles.view";
    public const string ManageRolesCode = "orgs.roles.manage";
    public const string ViewPackagesCode = "orgs.packages.view";
    public const string ViewJoiningCode = "orgs.joining.view";
    public const string ViewEnterprisesCode = "orgs.enterprises.view";
    public const string ViewPackageMapCode = "orgs.package-map.view";
    public const string ViewQualificationsCode = "orgs.qualifications.view";
    public const string ViewMainAccountChangesCode = "orgs.main-accounts.view";
    public const string ViewStoresCode = "orgs.stores.view";
    public const string ManageStoresCode = "orgs.stores.manage";
    public const string ViewSessionsCode = "orgs.sessions.view";
    public const string ViewApiKeysCode = "orgs.api-keys.view";
    public const string ViewOpeningCode = "orgs.opening.view";
    public const string ManageApiKeysCode = "orgs.api-keys.manage";
    public const string ViewCertificatesCode = "orgs.certificates.view";
    public const string ManageCertificatesCode = "orgs.certificates.manage";

    public static readonly Permission ViewAudit = new(ViewAuditCode, "查看审计日志", "查看本企业所有人员的操作记录及修改前后的内容。") { OnlyReads = true, Presets = RolePresets.Administrator | RolePresets.Quality };
    public static readonly Permission ExportAudit = new("orgs.audit.export", "导出审计日志", "把查询到的审计日志导出为表格文件。") { OnlyReads = true, Presets = RolePresets.Administrator | RolePresets.Quality };
    public static readonly Permission VerifyAudit = new("orgs.audit.verify", "校验审计链", "检查本企业的审计日志是否被改动或缺失。") { Presets = RolePresets.Administrator };
    public static readonly Permission ViewRoles = new(ViewRolesCode, "查看角色权限", "查看本企业有哪些角色、各有哪些权限、谁拥有它们。") { OnlyReads = true, Presets = RolePresets.Administrator };
    public static readonly Permission ManageRoles = new(ManageRolesCode, "设置角色权限", "新增、修改、复制和删除角色；只能授予自己拥有的权限。") { Presets = RolePresets.Administrator };

    public static readonly Permission ViewPeople = new(ViewPeopleCode, "查看组织架构", "查看数据范围内的人员、部门和角色分配。") { OnlyReads = true, Presets = RolePresets.Administrator };
    public static readonly Permission ManagePeople = new(ManagePeopleCode, "管理组织架构", "新增、修改、停用和删除子账号，重置密码，维护部门。") { Presets = RolePresets.Administrator };

    public static readonly Permission ViewPackages = new(ViewPackagesCode, "查看服务套餐", "查看本企业开通了哪些服务包、何时到期、各包含哪些功能。") { OnlyReads = true, Presets = RolePresets.Administrator };
    public static readonly Permission ApplyForPackages = new("orgs.packages.apply", "申请服务套餐", "向平台申请开通或续期服务包。") { Presets = RolePresets.Administrator };

    public static readonly Permission ViewJoining = new(ViewJoiningCode, "查看入驻申请", "查看企业提交的入驻申请和资质文件。") { OnlyReads = true, ForOperators = true };
    public static readonly Permission ReviewJoining = new("orgs.joining.review", "审核入驻申请", "通过或驳回企业的入驻申请；通过后自动开通企业。") { ForOperators = true };
    public static readonly Permission ViewEnterprises = new(ViewEnterprisesCode, "查看入驻企业", "查看平台上的所有企业及其服务包。") { OnlyReads = true, ForOperators = true };
    public static readonly Permission SuspendEnterprises = new("orgs.enterprises.suspend", "停用和恢复企业", "停用企业，使其人员立即退出登录；或恢复已停用的企业。") { ForOperators = true };
    public static readonly Permission GrantPackages = new("orgs.enterprises.packages", "办理服务包", "为企业开通、续期和终止服务包，答复企业的申请。") { ForOperators = true };
    public static readonly Permission ViewPackageMap = new(ViewPackageMapCode, "查看服务包设置", "查看每个服务包包含哪些页面。") { OnlyReads = true, ForOperators = true };
    public static readonly Permission EditPackageMap = new("orgs.package-map.edit", "修改服务包设置", "修改服务包的名称、说明、购买方式和包含的页面。") { ForOperators = true };
    public static readonly Permission ViewApiKeys = new(ViewApiKeysCode, "查看接口密钥", "查看本企业的接口密钥、权限和使用情况。") { OnlyReads = true, Presets = RolePresets.Administrator };
    public static readonly Permission ManageApiKeys = new(ManageApiKeysCode, "管理接口密钥", "新增、更换和吊销接口密钥；只能授予自己拥有的权限。") { Presets = RolePresets.Administrator };

    public static readonly Permission ViewCertificates = new(ViewCertificatesCode, "查看数字证书", "查看数据范围内的数字证书、有效期和状态，并可导出。") { OnlyReads = true, Presets = RolePresets.Administrator };
    public static readonly Permission ManageCertificates = new(ManageCertificatesCode, "管理数字证书", "上传、更换和吊销数字证书，设置旧证书的部门和角色；只能授予自己拥有的权限。") { Presets = RolePresets.Administrator };
    public static readonly Permission ViewQualifications = new(ViewQualificationsCode, "查看企业资质", "查看本企业的证照、有效期和审核结果，下载证照文件。") { OnlyReads = true, Presets = RolePresets.Administrator | RolePresets.Quality };
    public static readonly Permission ManageQualifications = new("orgs.qualifications.manage", "更换企业资质", "提交新的证照，由平台审核。") { Presets = RolePresets.Administrator };
    public static readonly Permission ReviewQualifications = new("orgs.enterprises.qualifications", "审核企业资质", "通过或驳回企业提交的证照。") { ForOperators = true };

    public static readonly Permission ViewMainAccountChanges = new(ViewMainAccountChangesCode, "查看主账号变更", "查看企业转让、找回和更换主账号的申请及证明文件。") { OnlyReads = true, ForOperators = true };
    public static readonly Permission ReviewMainAccountChanges = new("orgs.main-accounts.review", "审核主账号变更", "通过或驳回主账号的转让、找回和更换。") { ForOperators = true };

    public static readonly Permission ViewStores = new(ViewStoresCode, "查看我的门店", "查看本连锁总部的门店及其入驻申请。") { OnlyReads = true, ForHeadquarters = true, Presets = RolePresets.Administrator };
    public static readonly Permission ManageStores = new(ManageStoresCode, "添加门店", "用表格批量提交门店的入驻申请。") { ForHeadquarters = true, Presets = RolePresets.Administrator };
    public static readonly Permission ViewOpening = new(ViewOpeningCode, "查看商家后台开通状态", "查看商家后台是否已开通、开通条件和登录地址；只有主账号可以开通。") { OnlyReads = true, Presets = RolePresets.Administrator };

    public static readonly Permission ViewSessions = new(ViewSessionsCode, "查看在线用户", "查看数据范围内谁正在登录、用什么设备、从哪里登录。") { OnlyReads = true, Presets = RolePresets.Administrator };
    public static readonly Permission EndSessions = new("orgs.sessions.end", "强制下线", "让数据范围内的人员立即退出登录。") { Presets = RolePresets.Administrator };

    public static readonly IReadOnlyList<Permission> All =
    [
        ViewPeople, ManagePeople, ViewSessions, EndSessions, ViewRoles,
        ManageRoles, ViewAudit, ExportAudit, VerifyAudit, ViewPackages,
        ApplyForPackages, ViewJoining, ReviewJoining, ViewEnterprises, SuspendEnterprises,
        GrantPackages, ViewPackageMap, EditPackageMap, ViewApiKeys, ManageApiKeys,
        ViewCertificates, ManageCertificates,
        ViewQualifications, ManageQualifications, ReviewQualifications, ViewMainAccountChanges, ReviewMainAccountChanges,
        ViewStores, ManageStores,
        ViewOpening,
    ];
}
