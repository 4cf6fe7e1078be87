using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.ApiKeys;
using Yaosu.Orgs.AuditLog;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.ExternalAccounts;
using Yaosu.Orgs.Home;
using Yaosu.Orgs.MainAccounts;
using Yaosu.Orgs.Onboarding;
using Yaosu.Orgs.Opening;
using Yaosu.Orgs.Packages;
using Yaosu.Orgs.Papers;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Orgs.SignInLog;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Access;
using Yaosu.Platform.Api;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Hosting;
using Yaosu.Platform.Imports;
using Yaosu.Platform.Modules;
using Yaosu.Platform.Sms;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Orgs;

/// <summary>组织: enterprises, their people, sign-in, and who did what.</summary>
public sealed class OrgsModule : Module
{
    public const string SchemaName = "orgs";

    public override string Name => "Orgs";

    public override IReadOnlyList<Permission> Permissions => OrgsPermissions.All;

    public override IReadOnlyList<AuditAction> AuditActions => OrgsActions.All;

    public override IReadOnlyList<MenuEntry> Menu { get; } =
    [
        new(MenuSections.Organisation, 10, "组织架构", OrgsUrls.People, "users", OrgsPermissions.ViewPeople, "zzjg zuzhi jiagou 人员 员工 子账号 部门 用户管理"),
        new(MenuSections.Organisation, 20, "角色权限", OrgsUrls.Roles, "key", OrgsPermissions.ViewRoles, "jsqx juese quanxian 角色 权限 授权"),
        new(MenuSections.Organisation, 60, "服务套餐", OrgsUrls.Packages, "gift", OrgsPermissions.ViewPackages, "fwtc fuwu taocan 服务包 续费 到期"),
        new(MenuSections.Organisation, 25, "我的门店", OrgsUrls.Stores, "building", OrgsPermissions.ViewStores, "wdmd mendian 连锁 分店 批量入驻"),
        new(MenuSections.Organisation, 65, "企业资质", OrgsUrls.Qualifications, "shield", OrgsPermissions.ViewQualifications, "qyzz qiye zizhi 证照 营业执照 许可证 到期"),
        new(MenuSections.Organisation, 95, "开通商家后台", OrgsUrls.Opening, "check-all", OrgsPermissions.ViewOpening, "ktsjht kaitong shangjia houtai 登录地址 复制链接") { NotForOperators = true },
        new(MenuSections.Organisation, 85, "登录日志", OrgsUrls.SignInLog, "history", OrgsPermissions.ViewAudit, "dlrz denglu rizhi 登录记录 登录失败"),
        new(MenuSections.Organisation, 70, "接口密钥", OrgsUrls.ApiKeys, "link", OrgsPermissions.ViewApiKeys, "jkmy jiekou miyao appkey api 绑定 erp his 对接"),
        new(MenuSections.Organisation, 30, "数字证书管理", OrgsUrls.Certificates, "shield", OrgsPermissions.ViewCertificates, "szzs shuzi zhengshu guanli ca ukey 吊销 到期"),
        new(MenuSections.Organisation, 90, "审计日志", OrgsUrls.AuditLog, "audit", OrgsPermissions.ViewAudit, "sjrz shenji rizhi 操作记录 日志"),
        new(MenuSections.Organisation, 80, "在线用户", OrgsUrls.Sessions, "monitor", OrgsPermissions.ViewSessions, "zxyh zaixian 强退 强制下线 登录设备 会话"),
        new(MenuSections.Operations, 10, "入驻审核", OrgsUrls.JoinDesk, "check-all", OrgsPermissions.ViewJoining, "rzsh ruzhu shenhe 申请 资质"),
        new(MenuSections.Operations, 20, "企业管理", OrgsUrls.Enterprises, "building", OrgsPermissions.ViewEnterprises, "qygl qiye guanli 停用 开通服务包"),
        new(MenuSections.Operations, 25, "主账号变更", OrgsUrls.MainAccountDesk, "key", OrgsPermissions.ViewMainAccountChanges, "zzhbg zhuzhanghao biangeng 转让 找回 更换管理员"),
        new(MenuSections.Operations, 30, "服务包设置", OrgsUrls.PackageMap, "settings", OrgsPermissions.ViewPackageMap, "fwbsz fuwubao shezhi 套餐"),
        new(MenuSections.Operations, 90, "短信发件箱", OrgsUrls.SmsOutbox, "bell", SmsPermissions.ViewOutbox, "dxfjx duanxin fajianxiang 验证码"),
        new(MenuSections.Mine, 10, "我的账号", OrgsUrls.MyAccount, "user", Words: "wdzh zhanghao 个人资料 密码 头像"),
        new(MenuSections.Mine, 20, "登录设备", OrgsUrls.MySessions, "monitor", Words: "dlsb denglu shebei 会话 退出其他设备"),
    ];

    public override IReadOnlyList<HomeTile> HomeTiles { get; } = [new(10, typeof(ActivityTile), OrgsPermissions.ViewAudit), new(20, typeof(OpeningTile), OrgsPermissions.ViewOpening)];

    public override IReadOnlyList<ShellBanner> Banners { get; } = [new(5, typeof(MainAccountBanner)), new(10, typeof(QualificationBanner), OrgsPermissions.ManageQualifications)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddChecked<SessionOptions>("Sessions");
        services.AddSingleton<DenialLog>();
        services.AddHostedService(provider => provider.GetRequiredService<DenialLog>());
        services.AddSingleton<PackageAccess>();
        services.AddSingleton<MyPackages>();
        services.AddSingleton<ApplyForPackage>();
        services.AddSingleton<GrantPackages>();
        services.AddSingleton<ChangePurchase>();
        services.AddSingleton<DeclinePackage>();
        services.AddSingleton<SavePackage>();
        services.AddRecurring<WarnBeforePackagesEnd>("orgs.warn-before-packages-end", TimeSpan.FromHours(1));
        services.AddSingleton<ProveOneself>();
        services.AddSingleton<MyMainAccount>();
        services.AddSingleton<OfferMainAccount>();
        services.AddSingleton<AcceptMainAccount>();
        services.AddSingleton<EndTransfer>();
        services.AddSingleton<ObjectToChange>();
        services.AddSingleton<MainAccountDesk>();
        services.AddSingleton<DecideMainAccount>();
        services.AddSingleton<RecoveryPass>();
        services.AddSingleton<FileRecovery>();
        services.AddFilePurpose(RecoveryFile.Purpose);
        foreach (var kind in OrgsSms.OfMainAccounts)
            services.AddSmsKind(kind);
        services.AddRecurring<LapseTransfers>("orgs.lapse-transfers", TimeSpan.FromHours(1));
        services.AddQualificationNeed(ApplyForPackage.Need);
        services.AddQualificationNeed(SaveApiKey.Need);
        services.AddSingleton<Qualifications>();
        services.AddSingleton<OrgNames>();
        services.AddSingleton<MyQualifications>();
        services.AddSingleton<RenewQualification>();
        services.AddSingleton<ReviewQualification>();
        services.AddSingleton<CopyPapers>();
        services.AddFilePurpose(QualificationFile.Purpose);
        services.AddSmsKind(OrgsSms.QualificationEnding);
        services.AddRecurring<WarnOfEndingQualifications>("orgs.warn-of-ending-qualifications", TimeSpan.FromHours(1));
        foreach (var kind in JoinSms.All)
            services.AddSmsKind(kind);
        services.AddFilePurpose(PlatformFiles.Purpose);
        services.AddSingleton<JoinPass>();
        services.AddSingleton<MyJoining>();
        services.AddSingleton<ReviewJoining>();
        services.AddSingleton<PlatformPeople>();
        services.AddSingleton<EnterpriseDesk>();
        services.AddSingleton<EnterpriseList>();
        services.AddSingleton<SuspendEnterprise>();
        services.AddSingleton<ActorDirectory>();
        services.AddSingleton<IActorDirectory>(provider => provider.GetRequiredService<ActorDirectory>());
        services.AddSingleton<SessionStore>();
        services.AddRecurring<ForgetOldSessions>("orgs.forget-old-sessions", TimeSpan.FromDays(1));
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<CompleteSignIn>();
        services.AddSingleton<SignInTickets>();
        services.AddSingleton<SignInWithPassword>();
        services.AddSingleton<SignInWithSecondStep>();
        services.AddSingleton<SignInWithCertificate>();
        services.AddRecurring<ForgetOldHandOvers>("orgs.forget-old-hand-overs", TimeSpan.FromHours(1));
        services.AddSmsKind(OrgsSms.SignInCode);
        services.AddSmsKind(OrgsSms.NewPasswordCode);
        services.AddSingleton<PhoneCodes>();
        services.AddSingleton<AskForCode>();
        services.AddSingleton<SignInWithCode>();
        services.AddSingleton<SetForgottenPassword>();
        services.AddRecurring<ForgetOldCodes>("orgs.forget-old-codes", TimeSpan.FromDays(1));
        services.AddSingleton<AskForQrSignIn>();
        services.AddSingleton<AnswerQrSignIn>();
        services.AddSingleton<SignInWithQr>();
        services.AddRecurring<ForgetOldQrSignIns>("orgs.forget-old-qr-sign-ins", TimeSpan.FromMinutes(10));
        services.AddChecked<ExternalSignInOptions>("ExternalSignIn");
        services.AddSingleton<ProviderClient>();
        services.AddSingleton<ExternalFlow>();
        services.AddSingleton<SignInWithExternal>();
        services.AddSingleton<BindExternal>();
        services.AddSingleton<OpenConsole>();
        services.AddSingleton<SecondFactorSecrets>();
        services.AddSingleton<SwitchOnSecondFactor>();
        services.AddSingleton<SwitchOffSecondFactor>();
        services.AddSingleton<ResetSecondFactor>();
        services.AddSingleton<SignOut>();
        services.AddSingleton<LockScreen>();
        services.AddSingleton<UnlockScreen>();
        services.AddSingleton<SessionList>();
        services.AddSingleton<EndSession>();
        services.AddSingleton<OpenEnterprise>();
        services.AddSingleton<DepartmentQuery>();
        services.AddSingleton<SaveDepartment>();
        services.AddSingleton<MoveDepartment>();
        services.AddSingleton<DeleteDepartment>();
        services.AddSingleton<PersonList>();
        services.AddSingleton<AddPerson>();
        services.AddSingleton<ChangePerson>();
        services.AddSingleton<DisablePerson>();
        services.AddSingleton<RemovePerson>();
        services.AddSingleton<ResetPersonPassword>();
        services.AddSingleton<MyProfile>();
        services.AddSingleton<SaveProfile>();
        services.AddSingleton<SetAvatar>();
        services.AddSingleton<ChangePassword>();
        services.AddSingleton<ResetPassword>();
        services.AddSingleton<ResetLostSecondFactor>();
        services.AddFilePurpose(AvatarFile.Purpose);
        services.AddSingleton<ApiKeyUsage>();
        services.AddHostedService(provider => provider.GetRequiredService<ApiKeyUsage>());
        services.AddSingleton<IApiActors, FindApiActor>();
        services.AddSingleton<ApiKeyList>();
        services.AddSingleton<SaveApiKey>();
        services.AddSingleton<AddSecret>();
        services.AddSingleton<RevokeApiKey>();
        services.AddSingleton<OrgsApi>();
        services.AddRecurring<WarnOfEndingSecrets>("orgs.warn-of-ending-secrets", TimeSpan.FromDays(1));
        services.AddFilePurpose(CertificateFile.Purpose);
        services.AddSingleton<CertificateFile>();
        services.AddSingleton<CertificateList>();
        services.AddSingleton<AddCertificate>();
        services.AddSingleton<ReplaceCertificate>();
        services.AddSingleton<RevokeCertificate>();
        services.AddSingleton<PlaceCertificate>();
        services.AddExport<CertificateExport>();
        services.AddRecurring<WarnOfEndingCertificates>("orgs.warn-of-ending-certificates", TimeSpan.FromHours(6));
        services.AddSingleton<PermissionTree>();
        services.AddSingleton<RoleList>();
        services.AddSingleton<SaveRole>();
        services.AddSingleton<DeleteRole>();
        services.AddSingleton<PermissionHolders>();
        services.AddSingleton<IAccessHelp, WhoGrants>();
        services.AddRecurring<ClearLegacyAccounts>("orgs.clear-legacy-accounts", TimeSpan.FromDays(1));
        services.AddSingleton<ViewAsRole>();
        services.AddSingleton<AuditLogQuery>();
        services.AddSingleton<VerifyAuditChain>();
        services.AddImport<PeopleImport>();
        services.AddImport<StoresImport>();
        services.AddSingleton<MyStores>();
        services.AddSingleton<FindStores>();
        services.AddExport<AuditLogExport>();
        services.AddSingleton<SignInLogQuery>();
        services.AddExport<SignInLogExport>();
        services.AddSingleton<RecentActivity>();
        services.AddScoped<AuthenticationStateProvider, SessionAuthenticationState>();
        services.AddScoped<ICurrentActor, CurrentActor>();
        services.AddSingleton<IShellProfile, ShellProfileOfUser>();
        services.AddSessionCookie();
        services.AddPermissionPolicies();
    }

    public override void MapEntities(ModelBuilder model)
    {
        Org.Map(model);
        JoinApplication.Map(model);
        JoinQualification.Map(model);
        Qualification.Map(model);
        MainAccountChange.Map(model);
        ServicePackage.Map(model);
        PackagePurchase.Map(model);
        PackageApplication.Map(model);
        Role.Map(model);
        Department.Map(model);
        User.Map(model);
        UserRole.Map(model);
        ManagedStore.Map(model);
        ApiKey.Map(model);
        ApiSecret.Map(model);
        ApiSecretOwner.Map(model);
        ApiKeyUse.Map(model);
        Certificate.Map(model);
        CertificateOwner.Map(model);
        CertificateHandOver.Map(model);
        SignInName.Map(model);
        SignInPhone.Map(model);
        PhoneCode.Map(model);
        QrSignIn.Map(model);
        ExternalAccount.Map(model);
        Session.Map(model);
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        SignOutEndpoint.Map(routes);
        SessionEndpoints.Map(routes);
        ViewingEndpoint.Map(routes);
        OrgsApi.Map(routes.MapApi("组织与权限"));
    }
}
