using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Sms;

namespace Yaosu.Orgs;

/// <summary>The messages to phones of this module.</summary>
public static class OrgsSms
{
    public static readonly SmsKind SignInCode = new("orgs.sign-in-code", "登录验证码", "您的登录验证码是 {code}，5 分钟内有效，请勿告诉他人。", PhoneCode.GoodFor);
    public static readonly SmsKind NewPasswordCode = new("orgs.new-password-code", "找回密码验证码", "您正在找回密码，验证码是 {code}，5 分钟内有效，请勿告诉他人。", PhoneCode.GoodFor);

    internal static readonly SmsKind QualificationEnding = new("orgs.qualification-ending", "资质到期提醒", "贵企业的“{paper}”{when}，逾期后部分操作会暂停，请登录药溯，在“企业资质”中提交新的证件。", TimeSpan.FromDays(1));

    internal static SmsKind Of(PhoneCodeUse use) => use switch
    {
        PhoneCodeUse.SignIn => SignInCode,
        PhoneCodeUse.NewPassword => NewPasswordCode,
    };
}
