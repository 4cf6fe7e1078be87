namespace Yaosu.Orgs.SignIn;

/// <summary>How somebody showed who he is.</summary>
public enum SignInMethod
{
    [Label("密码")]
    Password,

    [Label("短信验证码")]
    Sms,
}
