namespace Yaosu.Orgs;

public static class OrgsPermissions
{
    /// <summary>For a page's <c>Authorize</c> attribute, which wants a constant.</summary>
    public const string ViewAuditCode = "orgs.audit.view";

    public const string ViewPeopleCode = "orgs.people.view";
    public const string ManagePeopleCode = "orgs.people.manage";
    public const string ViewRolesCode = "orgs.roles.view";
    public const string ManageRolesCode = "orgs.roles.manage";

    public static readonly Permission ViewAudit = new(ViewAuditCode, "查看审计日志", "查看本企业所有人员的操作记录及修改前后的内容。") { OnlyReads = true, Presets = RolePresets.Administrator | RolePresets.Quality };
    public static readonly Permission ExportAudit = new("orgs.audit.export", "导出审计日志", "把查询到的审计日志导出为表格文件。") { OnlyReads = true, Presets = RolePresets.Administrator | RolePresets.Quality };
    public static readonly Permission VerifyAudit = new("orgs.audit.verify", "校验审计链", "检查本企业的审计日志是否被改动或缺失。") { Presets = RolePresets.Administrator };
    public static readonly Permission ViewRoles = new(ViewRolesCode, "查看角色权限", "查看本企业有哪些角色、各有哪些权限、谁拥有它们。") { OnlyReads = true, Presets = RolePresets.Administrator };
    public static readonly Permission ManageRoles = new(ManageRolesCode, "设置角色权限", "新增、修改、复制和删除角色；只能授予自己拥有的权限。") { Presets = RolePresets.Administrator };

    public static readonly Permission ViewPeople = new(ViewPeopleCode, "查看组织架构", "查看数据范围内的人员、部门和角色分配。") { OnlyReads = true, Presets = RolePresets.Administrator };
    public static readonly Permission ManagePeople = new(ManagePeopleCode, "管理组织架构", "新增、修改、停用和删除子账号，重置密码，维护部门。") { Presets = RolePresets.Administrator };

    public static readonly IReadOnlyList<Permission> All = [ViewPeople, ManagePeople, ViewRoles, ManageRoles, ViewAudit, ExportAudit, VerifyAudit];
}
