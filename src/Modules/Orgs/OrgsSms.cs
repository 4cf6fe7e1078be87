using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Sms;

namespace Yaosu.Orgs;

/// <summary>The messages to phones of this module.</summary>
public static class OrgsSms
{
    public static readonly SmsKind SignInCode = new("orgs.sign-in-code", "登录验证码", "您的登录验证码是 {code}，5 分钟内有效，请勿告诉他人。", PhoneCode.GoodFor);
    public static readonly SmsKind NewPasswordCode = new("orgs.new-password-code", "找回密码验证码", "您正在找回密码，验证码是 {code}，5 分钟内有效，请勿告诉他人。", PhoneCode.GoodFor);

    internal static readonly SmsKind QualificationEnding = new("orgs.qualification-ending", "资质到期提醒", "贵企业的“{paper}”{when}，逾期后部分操作会暂停，请登录药溯，在“企业资质”中提交新的证件。", TimeSpan.FromDays(1));

    internal static readonly SmsKind RecoveryCode = new("orgs.recovery-code", "找回管理员账号验证码", "您正在申请找回企业的管理员账号，验证码是 {code}，5 分钟内有效，请勿告诉他人。", TimeSpan.FromMinutes(5));
    internal static readonly SmsKind MainAccountAskedFor = new("orgs.main-account-asked-for", "有人申请主账号", "有人申请“{what}”：{name}的主账号 {account}。如非本企业所为，请立即登录药溯提出异议。", TimeSpan.FromDays(1));
    internal static readonly SmsKind MainAccountRecovered = new("orgs.main-account-recovered", "主账号已找回", "{name}的主账号已找回。登录账号 {account}，一次性密码 {password}，登录后须修改密码；两步验证已重置。", TimeSpan.FromDays(1));
    internal static readonly SmsKind MainAccountReplaced = new("orgs.main-account-replaced", "主账号已更换", "您已成为{name}的主账号。登录账号 {account}，初始密码 {password}，首次登录须修改密码。", TimeSpan.FromDays(1));
    internal static readonly SmsKind MainAccountMoved = new("orgs.main-account-moved", "主账号变更通知", "{name}的主账号已{what}，本手机号不再用于主账号。如有疑问请联系平台客服。", TimeSpan.FromDays(1));
    internal static readonly SmsKind MainAccountRefused = new("orgs.main-account-refused", "主账号申请未通过", "您为 {code} 提交的管理员账号申请未通过：{reason}。可在登录页“找回管理员账号”补充后重新提交。", TimeSpan.FromDays(1));

    internal static readonly IReadOnlyList<SmsKind> OfMainAccounts = [RecoveryCode, MainAccountAskedFor, MainAccountRecovered, MainAccountReplaced, MainAccountMoved, MainAccountRefused];

    internal static SmsKind Of(PhoneCodeUse use) => use switch
    {
        PhoneCodeUse.SignIn => SignInCode,
        PhoneCodeUse.NewPassword => NewPasswordCode,
    };
}
