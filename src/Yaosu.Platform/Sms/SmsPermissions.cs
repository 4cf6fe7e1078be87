namespace Yaosu.Platform.Sms;

public static class SmsPermissions
{
    /// <summary>For a page's <c>Authorize</c> attribute, which wants a constant.</summary>
    public const string ViewOutboxCode = "platform.sms.view";

    public static readonly Permission ViewOutbox = new(ViewOutboxCode, "查看短信发件箱", "查看保存在本机、没有真正发出的短信及其内容。") { OnlyReads = true, ForOperators = true };
}
