namespace Yaosu.Orgs.SignIn;

/// <summary>How somebody showed who he is.</summary>
public enum SignInMethod
{
    [Label("密码")]
    Password,

    [Label("短信验证码")]
    Sms,

    /// <summary>A phone that was signed in let this browser in.</summary>
    [Label("扫码")]
    Qr,

    [Label("证书")]
    Certificate,

    /// <summary>An identity provider vouched for the external account that is bound to this one.</summary>
    [Label("外部账号")]
    External,
}
