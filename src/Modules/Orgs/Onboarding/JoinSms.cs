using Yaosu.Platform.Sms;

namespace Yaosu.Orgs.Onboarding;

/// <summary>What applicants get on their phones.</summary>
internal static class JoinSms
{
    internal static readonly SmsKind Code = new("orgs.join-code", "入驻验证码", "您的入驻验证码是 {code}，5 分钟内有效，请勿告诉他人。", TimeSpan.FromMinutes(5));
    internal static readonly SmsKind Approved = new("orgs.join-approved", "入驻通过", "{name}的入驻申请已通过。登录账号 {account}，初始密码 {password}，首次登录须修改密码。", TimeSpan.FromDays(1));
    internal static readonly SmsKind Rejected = new("orgs.join-rejected", "入驻未通过", "{name}的入驻申请未通过：{reason}。请到入驻页面修改后重新提交。", TimeSpan.FromDays(1));

    internal static readonly IReadOnlyList<SmsKind> All = [Code, Approved, Rejected];
}
