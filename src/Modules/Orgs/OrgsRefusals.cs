using Yaosu.Orgs.Contracts;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs;

/// <summary>Every "no" of this module.</summary>
public static class OrgsRefusals
{
    // One sentence for a wrong name and a wrong password: which of them it was is nobody's business.
    public static readonly Refusal WrongNameOrPassword = new("orgs.wrong-name-or-password", "账号或密码不正确，请检查后重试。");
    public static readonly Refusal TooManyTries = new("orgs.too-many-tries", "尝试次数过多，请稍等几分钟后再登录。");
    public static readonly Refusal AccountDisabled = new("orgs.account-disabled", "该账号已停用，请联系本企业的系统管理员。");
    public static readonly Refusal WrongUnlockPassword = new("orgs.wrong-unlock-password", "密码不正确，请重新输入；忘记密码时请先退出登录。");
    public static readonly Refusal MobileInvalid = new("orgs.mobile-invalid", "手机号应为 11 位数字，以 13 至 19 开头，请检查后重试。");
    public static readonly Refusal WrongCode = new("orgs.wrong-code", "验证码不正确或已过期，请检查，或重新获取。");
    public static readonly Refusal CodeTriedTooOften = new("orgs.code-tried-too-often", "验证码错误次数过多，已失效，请重新获取。");
    public static readonly Refusal StepTookTooLong = new("orgs.step-took-too-long", "这一步等待太久，已失效，请从头再来。");
    public static readonly Refusal QrUnknown = new("orgs.qr-unknown", "没有这个二维码，请在电脑上重新获取后再扫。");
    public static readonly Refusal QrExpired = new("orgs.qr-expired", "二维码已过期，请在电脑上重新获取后再扫。");
    public static readonly Refusal QrUsed = new("orgs.qr-used", "这个二维码已经用过，请在电脑上重新获取。");
    public static readonly Refusal QrRefused = new("orgs.qr-refused", "这次登录已在手机上取消，请在电脑上重新获取二维码。");
    public static readonly Refusal QrNotConfirmed = new("orgs.qr-not-confirmed", "还没有在手机上确认，请先扫描二维码，并在手机上点“确认登录”。");
    public static readonly Refusal QrOtherBrowser = new("orgs.qr-other-browser", "这个二维码是另一个浏览器获取的，请在本浏览器重新获取。");
    public static readonly Refusal QrScannedByOther = new("orgs.qr-scanned-by-other", "这个二维码已被另一个账号扫描，请在电脑上重新获取。");
    public static readonly Refusal QrPhoneSignedOut = new("orgs.qr-phone-signed-out", "手机上的登录已结束，请在手机上重新登录，再重新扫码。");
    public static readonly Refusal QrPasswordFirst = new("orgs.qr-password-first", "您的密码由他人设置，请先在“我的账号”修改密码，再扫码登录。");
    public static readonly Refusal OpeningIsForMain = new("orgs.opening-is-for-main", "只有主账号可以开通商家后台，请联系本企业的主账号管理员。");
    public static readonly Refusal ConsoleIsOpen = new("orgs.console-is-open", "本企业已开通商家后台，请刷新查看。");
    public static readonly Refusal ExternalStillNeeded = new("orgs.external-still-needed", "商家后台已开通，主账号必须保留一个外部账号，请先绑定另一个，再解绑这一个。");
    public static readonly Refusal ExternalUnknown = new("orgs.external-unknown", "没有这种登录方式，请从登录页重新选择。");
    public static readonly Refusal ExternalNotAsked = new("orgs.external-not-asked", "这次操作已失效，或不是从本浏览器发起的，请回到原来的页面重新开始。");
    public static readonly Refusal WrongSecondCode = new("orgs.wrong-second-code", "动态码不正确或已用过，请等待身份验证器显示下一个后再输入。");
    public static readonly Refusal WrongFirstSecondCode = new("orgs.wrong-first-second-code", "动态码不正确，请核对手机的时间是否准确，再输入身份验证器现在显示的 6 位数字。", "Code");
    public static readonly Refusal SecondFactorIsOn = new("orgs.second-factor-is-on", "两步验证已经开启，请刷新页面查看。");
    public static readonly Refusal NoSecondFactor = new("orgs.no-second-factor", "这名人员没有开启两步验证，不需要重置。");
    public static readonly Refusal OwnSecondFactorElsewhere = new("orgs.own-second-factor-elsewhere", "请在“我的账号”里关闭自己的两步验证。");
    public static readonly Refusal SessionGone = new("orgs.session-gone", "这个登录已经结束，请刷新列表。");
    public static readonly Refusal OwnSessionElsewhere = new("orgs.own-session-elsewhere", "这是您正在使用的设备，请用右上角的“退出登录”。");
    public static readonly Refusal WrongCurrentPassword = new("orgs.wrong-current-password", "当前密码不正确，请重新输入。", "CurrentPassword");
    public static readonly Refusal PasswordForPhone = new("orgs.password-for-phone", "手机号可以登录和找回密码，修改它需要填写当前密码。", "CurrentPassword");
    public static readonly Refusal PasswordTooShort = new("orgs.password-too-short", "新密码至少需要 8 个字符。", "NewPassword");
    public static readonly Refusal PasswordTooLong = new("orgs.password-too-long", "新密码不能超过 128 个字符。", "NewPassword");
    public static readonly Refusal PasswordTooCommon = new("orgs.password-too-common", "这个密码太常见，容易被猜到，请换一个。", "NewPassword");
    public static readonly Refusal PasswordsDiffer = new("orgs.passwords-differ", "两次输入的新密码不一致，请重新输入。", "RepeatPassword");
    public static readonly Refusal NameRequired = new("orgs.name-required", "请填写姓名。", "Name");
    public static readonly Refusal NameTooLong = new("orgs.name-too-long", "姓名不能超过 40 个字。", "Name");
    public static readonly Refusal PhoneInvalid = new("orgs.phone-invalid", "手机号应为 11 位数字，以 13 至 19 开头。", "Phone");
    public static readonly Refusal EmailInvalid = new("orgs.email-invalid", "邮箱格式不正确，例如 name@example.com。", "Email");
    public static readonly Refusal TitleTooLong = new("orgs.title-too-long", "职务不能超过 40 个字。", "Title");
    public static readonly Refusal AvatarNotFound = new("orgs.avatar-not-found", "头像文件不存在或已过期，请重新上传。", "AvatarFileId");
    public static readonly Refusal ProfileChangedMeanwhile = new("orgs.profile.changed-meanwhile", "资料刚刚在别处被修改过，请核对后再保存。");
    public static readonly Refusal SignInNameInvalid = new("orgs.sign-in-name-invalid", "账号名应为 1 到 64 个字符，不能含有控制字符。", "SignInName");
    public static readonly Refusal CreditCodeTaken = new("orgs.credit-code-taken", "该统一社会信用代码已开通企业，请核对后重试。", "CreditCode");
    public static readonly Refusal SignInNameTaken = new("orgs.sign-in-name-taken", "该账号名已被使用，请换一个。", "SignInName");
    public static readonly Refusal SignInNameShape = new("orgs.sign-in-name-shape", "登录账号为 6 到 30 个字符，可用中文、字母、数字和下划线。", "SignInName");
    public static readonly Refusal PersonChangedMeanwhile = new("orgs.person.changed-meanwhile", "这名人员的资料刚刚在别处被修改过，请核对后再保存。");
    public static readonly Refusal MainAccountStays = new("orgs.main-account-stays", "主账号拥有全部权限，不能在这里修改、停用或删除；需要更换时请由主账号在“我的账号”里转让。");
    public static readonly Refusal NotOneself = new("orgs.not-oneself", "不能停用或删除自己的账号，请由其他管理员操作。");
    public static readonly Refusal OwnPasswordElsewhere = new("orgs.own-password-elsewhere", "请在“我的账号”里修改自己的密码。");
    public static readonly Refusal DepartmentRequired = new("orgs.department-required", "请选择所属机构。", "DepartmentId");
    public static readonly Refusal RoleRequired = new("orgs.role-required", "请至少选择一个角色；还没有合适的角色时，请先在“角色权限”中添加。", "RoleIds");
    public static readonly Refusal DepartmentNameRequired = new("orgs.department-name-required", "请填写部门名称。", "Name");
    public static readonly Refusal DepartmentNameWithSlash = new("orgs.department-name-with-slash", "部门名称不能含有“/”，它用来表示上下级。", "Name");
    public static readonly Refusal ScopeTooWide = new("orgs.scope-too-wide", "不能授予比自己更大的数据范围，请由主账号或数据范围为“全部”的管理员操作。");
    public static readonly Refusal OwnSpecialRights = new("orgs.own-special-rights", "不能修改自己的特殊权限，请由其他管理员操作。");
    public static readonly Refusal DepartmentNameTooLong = new("orgs.department-name-too-long", "部门名称不能超过 40 个字。", "Name");
    public static readonly Refusal DepartmentNameTaken = new("orgs.department-name-taken", "同一上级下已有同名部门，请换一个名称。", "Name");
    public static readonly Refusal DepartmentNotFound = new("orgs.department-not-found", "没有这个部门，可能已被删除，请刷新后重新选择。");
    public static readonly Refusal DepartmentAmbiguous = new("orgs.department-ambiguous", "有多个同名部门，请写出完整路径，例如 质量部/检验科。");
    public static readonly Refusal DepartmentBelowItself = new("orgs.department-below-itself", "不能把部门移到它自己或它的下级部门下面，请选择其他上级。", "ParentId");
    public static readonly Refusal DepartmentTooDeep = new("orgs.department-too-deep", "部门最多 10 级，请选择较高的上级部门。", "ParentId");
    public static readonly Refusal TooManyDepartments = new("orgs.too-many-departments", "部门最多 2,000 个，请先删除不用的部门。");
    public static readonly Refusal DepartmentHasChildren = new("orgs.department-has-children", "这个部门还有下级部门，请先移走或删除它们。");
    public static readonly Refusal DepartmentChangedMeanwhile = new("orgs.department.changed-meanwhile", "这个部门刚刚被别人修改过，请刷新后重试。");
    public static readonly Refusal NoSuchAccount = new("orgs.no-such-account", "没有这个账号，请检查拼写。", "SignInName");
    public static readonly Refusal NoSuchPerson = new("orgs.no-such-person", "没有这名人员，可能已被删除。");
    public static readonly Refusal NoSuchPermission = new("orgs.no-such-permission", "没有这项权限，请从列表中选择。");
    public static readonly Refusal RoleNotFound = new("orgs.role-not-found", "没有这个角色，可能已被删除。");
    public static readonly Refusal RoleNameRequired = new("orgs.role-name-required", "请填写角色名称。", "Name");
    public static readonly Refusal RoleNameTooLong = new("orgs.role-name-too-long", "角色名称不能超过 40 个字。", "Name");
    public static readonly Refusal RoleNameTaken = new("orgs.role-name-taken", "已有同名角色，请换一个名称。", "Name");
    public static readonly Refusal RoleChangedMeanwhile = new("orgs.role.changed-meanwhile", "这个角色刚刚被别人修改过，请核对后再保存。");
    public static readonly Refusal ApiKeyNotFound = new("orgs.api-key-not-found", "没有这个接口密钥，可能已被吊销。");
    public static readonly Refusal ApiKeyNameRequired = new("orgs.api-key-name-required", "请填写密钥名称。", "Name");
    public static readonly Refusal ApiKeyNameTooLong = new("orgs.api-key-name-too-long", "名称不能超过 40 个字。", "Name");
    public static readonly Refusal ApiKeyNameTaken = new("orgs.api-key-name-taken", "已有同名密钥，请换一个名称。", "Name");
    public static readonly Refusal ApiKeyWithoutPermissions = new("orgs.api-key-without-permissions", "请至少选择一项权限。", "Permissions");
    public static readonly Refusal ApiKeyChangedMeanwhile = new("orgs.api-key.changed-meanwhile", "这个密钥刚刚被别人修改过，请核对后再保存。");
    public static readonly Refusal AddressInvalid = new("orgs.address-invalid", "每行填写一个 IP 地址或网段，例如 203.0.113.7 或 203.0.113.0/24，最多 20 行。", "Addresses");
    public static readonly Refusal TwoSecretsAlready = new("orgs.two-secrets-already", "已有两个有效密钥，请先停用旧的，再生成新的。");
    public static readonly Refusal CertificateFileRequired = new("orgs.certificate-file-required", "请选择要上传的证书文件（.cer、.crt、.pem 或 .der）。");
    public static readonly Refusal CertificateUnreadable = new("orgs.certificate-unreadable", "读不出文件里的证书，文件可能已损坏；请在证书工具里重新导出后再上传。");
    public static readonly Refusal CertificatesInOneFile = new("orgs.certificates-in-one-file", "文件里有多张证书，请只导出本人的那一张（不含颁发机构的证书链）再上传。");
    public static readonly Refusal CertificateKeyTooShort = new("orgs.certificate-key-too-short", "这张证书的 RSA 密钥不足 2048 位，已不安全，不能用于登录；请向颁发机构换发后再上传。");
    public static readonly Refusal CertificateMissing = new("orgs.certificate-missing", "浏览器没有出示证书，请插入证书介质或导入证书，关闭浏览器后重新打开，再试一次并选择证书。");
    public static readonly Refusal CertificateUnknown = new("orgs.certificate-unknown", "这张证书没有在本平台登记，请选择另一张证书，或联系本企业的系统管理员上传。");
    public static readonly Refusal CertificateNotYet = new("orgs.certificate-not-yet", "这张数字证书还没有生效，请核对证书的有效期后再登录。");
    public static readonly Refusal CertificateRevoked = new("orgs.certificate-revoked", "这张数字证书已吊销，不能登录；请联系本企业的系统管理员。");
    public static readonly Refusal CertificateReplaced = new("orgs.certificate-replaced", "这张数字证书已更换，请改用新的证书登录。");
    public static readonly Refusal CertificateExpired = new("orgs.certificate-expired", "这张数字证书已过期，不能登录；请联系本企业的系统管理员更换证书。");
    public static readonly Refusal CertificateExpiredAlready = new("orgs.certificate-expired-already", "这张证书已过有效期，请上传有效的证书。");
    public static readonly Refusal CertificateNumberRequired = new("orgs.certificate-number-required", "证书里没有写证书号，请填写颁发机构给出的证书号。", "Number");
    public static readonly Refusal CertificateNumberShape = new("orgs.certificate-number-shape", "证书号应为 6 到 16 位数字，请核对后重新填写。", "Number");
    public static readonly Refusal CertificateNumberKind = new("orgs.certificate-number-kind", "证书号应以 5（新证书）或 3（旧证书）开头，其他证书不能登记；请核对证书号，或联系颁发机构。", "Number");
    public static readonly Refusal CertificateNumberTaken = new("orgs.certificate-number-taken", "这个证书号已登记或已被用作账号名，请核对；换发的证书请在原证书的页面上更换。", "Number");
    public static readonly Refusal CertificateKnown = new("orgs.certificate-known", "这张证书已经登记过，同一张证书不能登记两次；请核对，或上传换发后的新证书。");
    public static readonly Refusal CertificateNotFound = new("orgs.certificate-not-found", "没有这张数字证书，可能已被删除，请从列表中重新选择。");
    public static readonly Refusal CertificateChangedMeanwhile = new("orgs.certificate.changed-meanwhile", "这张证书刚刚被别人更换或吊销过，请刷新核对后再操作。");
    public static readonly Refusal CertificateAlreadyRevoked = new("orgs.certificate-already-revoked", "这张证书已经吊销，请刷新查看。");
    public static readonly Refusal CertificateOwnElsewhere = new("orgs.certificate-own-elsewhere", "不能更换或吊销自己正在使用的证书，请由其他管理员操作。");
    public static readonly Refusal CertificateNeedsWholeScope = new("orgs.certificate-needs-whole-scope", "新证书还不属于任何部门，请由主账号或数据范围为“全部”的管理员上传。");
    public static readonly Refusal OldCertificateElsewhere = new("orgs.old-certificate-elsewhere", "这是旧证书（3 开头），请在“数字证书管理”里设置它的部门和角色。");
    public static readonly Refusal NewCertificateElsewhere = new("orgs.new-certificate-elsewhere", "这是新证书（5 开头），请在“组织架构”里设置它的部门和角色。");
    public static readonly Refusal CertificateHasNoPassword = new("orgs.certificate-has-no-password", "数字证书账号没有密码，只能用证书登录，不需要设置密码。");
    public static readonly Refusal CertificateAlone = new("orgs.certificate-alone", "数字证书账号只能用证书登录，不能扫码登录其他设备，请在那台设备上使用证书。");
    public static readonly Refusal CertificateBindsNothing = new("orgs.certificate-binds-nothing", "数字证书账号只能用证书登录，不能绑定外部账号，请在登录页选择证书登录。");
    public static readonly Refusal UnlockWithCertificate = new("orgs.unlock-with-certificate", "数字证书账号没有密码，请退出登录后重新用证书登录。");
    public static readonly Refusal CertificateSecondFactor = new("orgs.certificate-second-factor", "数字证书账号没有密码，请由系统管理员在“组织架构”里重置两步验证。");
    public static readonly Refusal UnknownPermission = new("orgs.unknown-permission", "选择的权限不存在或不能授予本企业，请刷新页面后重试。");
    public static readonly Refusal PackageNotFound = new("orgs.package-not-found", "没有这个服务包，可能已被调整，请刷新页面后重新选择。");
    public static readonly Refusal PackageNoteTooLong = new("orgs.package-note-too-long", "说明不能超过 200 个字，请精简后重试。", "Note");
    public static readonly Refusal PackageAlreadyAskedFor = new("orgs.package-already-asked-for", "这个服务包已经申请过，正在等待平台处理，请勿重复提交。");
    public static readonly Refusal PackageRequired = new("orgs.package-required", "请至少选择一个服务包。", "PackageIds");
    public static readonly Refusal PackageEndsBeforeStart = new("orgs.package-ends-before-start", "结束日期不能早于开始日期，请重新选择。", "Until");
    public static readonly Refusal PackageTooLong = new("orgs.package-too-long", "服务包一次最多开通 10 年，请把结束日期提前。", "Until");
    public static readonly Refusal PackageNotLonger = new("orgs.package-not-longer", "续期后的结束日期应晚于原来的结束日期，且不早于今天。", "Until");
    public static readonly Refusal PackageAlreadyEnded = new("orgs.package-already-ended", "这个服务包已经到期，无需终止；请刷新查看。");
    public static readonly Refusal PurchaseNotFound = new("orgs.purchase-not-found", "没有这条服务包记录，请刷新后重试。");
    public static readonly Refusal PurchaseChangedMeanwhile = new("orgs.purchase.changed-meanwhile", "这条服务包记录刚刚被别人办理过，请刷新核对后再操作。");
    public static readonly Refusal PackageApplicationAnswered = new("orgs.package-application-answered", "这条申请已由其他人处理，请刷新查看。");
    public static readonly Refusal PackageChangedMeanwhile = new("orgs.package.changed-meanwhile", "这个服务包刚刚被别人修改过，请核对后再保存。");
    public static readonly Refusal PackageNameWrong = new("orgs.package-name-wrong", "请填写服务包名称，不超过 40 个字。", "Name");
    public static readonly Refusal PackageNameTaken = new("orgs.package-name-taken", "已有同名服务包，请换一个名称。", "Name");
    public static readonly Refusal PackageAboutTooLong = new("orgs.package-about-too-long", "说明不能超过 300 个字，请精简后重试。", "About");
    public static readonly Refusal TooManyPackagePages = new("orgs.too-many-package-pages", "一个服务包最多包含 100 个页面，请删去一些。", "Pages");
    public static readonly Refusal ReasonRequired = new("orgs.reason-required", "请填写原因。", "Reason");
    public static readonly Refusal ReasonTooLong = new("orgs.reason-too-long", "原因不能超过 200 个字，请精简后重试。", "Reason");
    public static readonly Refusal EnterpriseNotFound = new("orgs.enterprise-not-found", "没有这家企业，请从列表中重新选择。");
    public static readonly Refusal PlatformStays = new("orgs.platform-stays", "平台运营方不能停用，请选择其他企业。");
    public static readonly Refusal EnterpriseAlreadySuspended = new("orgs.enterprise-already-suspended", "这家企业已经停用，请刷新查看。");
    public static readonly Refusal EnterpriseNotSuspended = new("orgs.enterprise-not-suspended", "这家企业没有停用，请刷新查看。");
    public static readonly Refusal JoiningClosed = new("orgs.joining-closed", "本平台暂未开放企业入驻，请联系平台客服。");
    public static readonly Refusal JoinCodeStale = new("orgs.join-code-stale", "验证码已过期，请重新获取。");
    public static readonly Refusal JoinCodeWrong = new("orgs.join-code-wrong", "验证码不正确，请核对短信后重新输入。", "Code");
    public static readonly Refusal JoinUnderReview = new("orgs.join-under-review", "申请正在审核，暂时不能修改；结果会以短信通知您。");
    public static readonly Refusal JoinChangedMeanwhile = new("orgs.join.changed-meanwhile", "申请刚刚在别处被修改过，请刷新页面核对后再操作。");
    public static readonly Refusal JoinAlreadyReviewed = new("orgs.join-already-reviewed", "这份申请刚刚已由其他人处理或被申请人修改，请刷新查看。");
    public static readonly Refusal JoinNotFound = new("orgs.join-not-found", "没有这份入驻申请，请从列表中重新选择。");
    public static readonly Refusal JoinDetailsFirst = new("orgs.join-details-first", "请先填写并保存企业信息。");
    public static readonly Refusal JoinKindRequired = new("orgs.join-kind-required", "请选择企业类型。", "Kind");
    public static readonly Refusal JoinNameWrong = new("orgs.join-name-wrong", "请填写营业执照上的企业名称，不超过 100 个字。", "Name");
    public static readonly Refusal JoinAddressWrong = new("orgs.join-address-wrong", "请填写企业地址，不超过 100 个字。", "Address");
    public static readonly Refusal JoinLegalPersonWrong = new("orgs.join-legal-person-wrong", "请填写法定代表人姓名，不超过 40 个字。", "LegalPerson");
    public static readonly Refusal JoinContactWrong = new("orgs.join-contact-wrong", "请填写联系人姓名，不超过 40 个字。", "ContactName");
    public static readonly Refusal CreditCodeUnderReview = new("orgs.credit-code-under-review", "该统一社会信用代码已有申请正在审核，请勿重复提交；如非本企业提交，请联系平台客服。", "CreditCode");
    public static readonly Refusal QualificationNumberWrong = new("orgs.qualification-number-wrong", "请填写证号，不超过 60 个字符。", "Number");
    public static readonly Refusal QualificationExpiryRequired = new("orgs.qualification-expiry-required", "请填写有效期截止日期。", "ExpiresOn");
    public static readonly Refusal QualificationNotNeeded = new("orgs.qualification-not-needed", "这类企业不需要这份资质，请刷新页面后重试。");
    public static readonly Refusal QualificationFileRequired = new("orgs.qualification-file-required", "请选择要上传的文件。", "File");
    public static readonly Refusal QualificationNotFound = new("orgs.qualification-not-found", "没有这份资质，请刷新页面后重新选择。");
    public static readonly Refusal QualificationReviewed = new("orgs.qualification-reviewed", "这份资质刚刚已由其他人审核或被企业更换，请刷新查看。");
    public static readonly Refusal QualificationChangedMeanwhile = new("orgs.qualification.changed-meanwhile", "这份资质刚刚被审核或更换过，请刷新核对后再提交。");
    public static readonly Refusal OnlyMainAccount = new("orgs.only-main-account", "只有主账号可以这样做，请由主账号登录后操作。");
    public static readonly Refusal ReceiverRequired = new("orgs.receiver-required", "请选择接收人。", "ToId");
    public static readonly Refusal ReceiverGone = new("orgs.receiver-gone", "接收人已停用或删除，请选择其他人。", "ToId");
    public static readonly Refusal WrongOwnPassword = new("orgs.wrong-own-password", "密码不正确，请填写您自己的登录密码。", "Password");
    public static readonly Refusal WrongOwnCode = new("orgs.wrong-own-code", "动态码不正确或已用过，请等待身份验证器显示下一个后再输入。", "Code");
    public static readonly Refusal TransferUnderWay = new("orgs.transfer-under-way", "已有一次转让正在进行，请先撤回它，再发起新的转让。");
    public static readonly Refusal TransferOver = new("orgs.transfer-over", "这次转让已经结束或刚刚变化，请刷新查看。");
    public static readonly Refusal TransferPeopleGone = new("orgs.transfer-people-gone", "转让人已不是主账号，或接收人已停用、删除，不能通过；请驳回。");
    public static readonly Refusal ChangeNotFound = new("orgs.change-not-found", "没有这份主账号申请，请从列表中重新选择。");
    public static readonly Refusal ChangeOver = new("orgs.change-over", "这份申请已经处理或刚刚变化，请刷新查看。");
    public static readonly Refusal ChangeObjected = new("orgs.change-objected", "主账号提出了异议，异议撤回之前不能通过；请核实后驳回，或等待撤回。");
    public static readonly Refusal NoObjection = new("orgs.no-objection", "这份申请没有异议可以撤回，请刷新查看。");
    public static readonly Refusal NoSuchEnterpriseToChange = new("orgs.no-such-enterprise-to-change", "没有企业使用这个统一社会信用代码，请驳回并说明原因。");
    public static readonly Refusal RecoveryClosed = new("orgs.recovery-closed", "本平台没有运营人员，不能在线找回，请联系安装本系统的人员。");
    public static readonly Refusal RecoveryUnderReview = new("orgs.recovery-under-review", "您已有一份申请正在审核，请等待结果。");
    public static readonly Refusal RecoveryTooMany = new("orgs.recovery-too-many", "这个统一社会信用代码已有多份申请正在审核，请等待结果，或联系平台客服。", "CreditCode");
    public static readonly Refusal RecoveryKindRequired = new("orgs.recovery-kind-required", "请选择找回原账号或更换管理员。", "Kind");
    public static readonly Refusal ApplicantNameWrong = new("orgs.applicant-name-wrong", "请填写申请人姓名，不超过 40 个字。", "Name");
    public static readonly Refusal LetterRequired = new("orgs.letter-required", "请上传授权书。", "Letter");
    public static readonly Refusal LicenceRequired = new("orgs.licence-required", "请上传营业执照，医疗机构上传执业许可证。", "Licence");
    public static readonly Refusal StoreStaysStore = new("orgs.store-stays-store", "这份申请由连锁总部提交，企业类型只能是零售门店。", "Kind");
    public static readonly Refusal StoreRequired = new("orgs.store-required", "请至少选择一家门店，或选择“全部门店”。", "Stores");
    public static readonly Refusal StoreNotFound = new("orgs.store-not-found", "没有这家门店，可能还没有开通，请从列表中重新选择。", "Stores");
    public static readonly Refusal CannotGiveAllStores = new("orgs.cannot-give-all-stores", "您只管理部分门店，不能授予“全部门店”；请改选指定门店，或由主账号或管理全部门店的管理员操作。", "Stores");
    public static readonly Refusal AllStoresStay = new("orgs.all-stores-stay", "此人管理全部门店，而您只管理部分门店，不能改动；请由主账号或管理全部门店的管理员操作。", "Stores");
    public static readonly Refusal HoldsMoreStoresThanYou = new("orgs.holds-more-stores-than-you", "此人管理您不管理的门店，请由主账号或管理全部门店的管理员操作。");
    public static readonly Refusal AddingStoresNeedsAll = new("orgs.adding-stores-needs-all", "您只管理部分门店，不能添加门店；请由主账号或管理全部门店的管理员操作。");
    public static readonly Refusal JoinTooManyAtOnce = new("orgs.join-too-many-at-once", "一次最多处理 100 份申请，请逐页勾选后再操作。");
    public static readonly Refusal AuditEntryNotFound = new("orgs.audit-entry-not-found", "没有这条审计日志。");

    public static Refusal OpeningLacks(IEnumerable<string> conditions) => new("orgs.opening-lacks", $"还不能开通，尚未满足：{string.Join("、", conditions)}。请按页面上的说明处理后再试。");

    public static Refusal ExternalDenied(string provider) => new("orgs.external-denied", $"您在“{provider}”取消了授权，请重新开始，或改用密码登录。");

    public static Refusal ExternalRefused(string provider) => new("orgs.external-refused", $"“{provider}”没有接受这次操作，请重新开始；多次失败时请联系平台客服。");

    public static Refusal ExternalDown(string provider) => new("orgs.external-down", $"暂时连不上“{provider}”，请稍后重试，或改用密码登录。");

    public static Refusal ExternalNotBelieved(string provider) => new("orgs.external-not-believed", $"“{provider}”返回的身份信息无法核实，已停止操作，请重新开始；多次失败时请联系平台客服。");

    public static Refusal ExternalNotBound(string provider, string account) =>
        new("orgs.external-not-bound", $"“{provider}”账号“{account}”还没有绑定药溯账号。请先用密码登录，在“我的账号”中绑定；还没有药溯账号时，请联系本企业的主账号管理员开通。");

    public static Refusal ExternalTaken(string provider) => new("orgs.external-taken", $"这个“{provider}”账号已绑定其他药溯账号，请先在那里解绑，或换一个账号。");

    public static Refusal ExternalHasOne(string provider) => new("orgs.external-has-one", $"您已绑定一个“{provider}”账号，请先解绑，再绑定另一个。");

    public static Refusal QualificationMissing(QualificationKind kind) => new("orgs.qualification-missing", $"还没有上传“{Labels.Of(kind)}”，请上传后再提交。");

    public static Refusal QualificationExpired(QualificationKind kind) => new("orgs.qualification-expired", $"“{Labels.Of(kind)}”已过有效期，请换上有效的证件。", "ExpiresOn");

    public static Refusal CertificateNumberDiffers(string number) => new("orgs.certificate-number-differs", $"文件里的证书号是 {number}，与这里的不一致；请核对是否选错了文件，另一个证书号请作为新证书上传。", "Number");

    public static Refusal DepartmentHasCertificates(int count) => new("orgs.department-has-certificates", $"这个部门还有 {count} 个旧证书账号，请先在“数字证书管理”里把它们调到其他部门。");

    public static Refusal QualificationFileLost(QualificationKind kind) => new("orgs.qualification-file-lost", $"“{Labels.Of(kind)}”的文件读不出来，请驳回申请，让申请人重新上传。");

    public static Refusal QualificationEnded(QualificationKind kind, DateOnly on, string act) =>
        new("orgs.qualification-ended", $"“{Labels.Of(kind)}”已于 {on:yyyy-MM-dd} 到期，不能{act}。请在“企业资质”中提交有效的证件，审核通过后再操作。");

    public static Refusal CannotGiveStore(string store) => new("orgs.cannot-give-store", $"您自己不管理“{store}”，不能授予它；请由主账号或管理它的管理员操作。", "Stores");

    public static Refusal StoreTwice(int line) => new("orgs.store-twice", $"与第 {line} 行是同一个统一社会信用代码，请删去一行。");

    public static Refusal EnterpriseSuspended(string why) => new("orgs.enterprise-suspended", $"本企业已被平台停用，原因：{why}。请联系平台客服处理后再登录。");

    public static Refusal PackageAlreadyBought(string package) => new("orgs.package-already-bought", $"“{package}”在这段时间内已经开通，请改用续期，或调整日期。", "PackageIds");

    public static Refusal PackageNotAlone(string package) => new("orgs.package-not-alone", $"“{package}”不能单独购买，请与其他服务包一起选择。", "PackageIds");

    public static Refusal PackagePageWrong(string line) => new("orgs.package-page-wrong", $"“{line}”不是一个页面，每行应为页面代码、空格、页面名称。", "Pages");

    public static Refusal PackagePageTwice(string code) => new("orgs.package-page-twice", $"页面代码“{code}”重复出现，请删去一行。", "Pages");

    public static Refusal PageStaysFree(string page) => new("orgs.page-stays-free", $"“{page}”属于免费的基础功能，不能放进服务包。", "Pages");

    public static Refusal RoleInUse(int people) => new("orgs.role-in-use", $"还有 {people} 人使用这个角色，请先为他们换一个角色，再删除。");

    public static Refusal CannotGrant(Permission permission) => new("orgs.cannot-grant", $"您自己没有“{permission.Name}”权限，不能授予或收回它。");

    public static Refusal DepartmentHasPeople(int people) => new("orgs.department-has-people", $"这个部门还有 {people} 名人员，请先把他们调到其他部门。");

    public static Refusal NoRoleCalled(string name) => new("orgs.no-role-called", $"没有名为“{StoredText.Cut(name, 40)}”的角色，请先在“角色权限”中添加。");

    public static Refusal HoldsMoreThanYou(Permission permission) => new("orgs.holds-more-than-you", $"此人拥有您没有的“{permission.Name}”权限，请由主账号或拥有该权限的管理员操作。");
}
