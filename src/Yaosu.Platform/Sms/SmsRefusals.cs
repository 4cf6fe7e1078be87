namespace Yaosu.Platform.Sms;

/// <summary>Every "no" about messages to phones.</summary>
public static class SmsRefusals
{
    public static readonly Refusal WaitAMinute = new("sms.wait-a-minute", "短信发送太频繁，请 1 分钟后再试。");
    public static readonly Refusal WaitAnHour = new("sms.wait-an-hour", "这个手机号 1 小时内收到的短信已达上限，请稍后再试。");
    public static readonly Refusal WaitADay = new("sms.wait-a-day", "这个手机号今天收到的短信已达上限，请明天再试。");
    public static readonly Refusal TooLate = new("sms.too-late", "短信服务长时间没有响应，这条短信已过有效期，没有发送，请重新获取。");
    public static readonly Refusal Unclear = new("sms.unclear", "发送途中连接中断，无法确认短信是否送达；为避免重复没有再发，请重新获取。");
    public static readonly Refusal NumberRejected = new("sms.number-rejected", "短信服务不能向这个手机号发送，请核对号码或更换手机号。");
    public static readonly Refusal AccountRejected = new("sms.account-rejected", "短信服务拒绝了平台的账号，请联系平台客服核对短信配置和余额。");

    public static readonly Refusal NotKeptHere = new("sms.not-kept-here", "已接入短信服务，短信内容不在本机保存，请到短信服务商的控制台查看发送记录。");

    /// <param name="code">What the provider answered.</param>
    public static Refusal Rejected(string code) => new("sms.rejected", $"短信服务拒绝发送（代码 {code}），请联系平台客服核对短信配置。");
}
