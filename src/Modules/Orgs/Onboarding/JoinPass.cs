using Microsoft.AspNetCore.DataProtection;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;
using Yaosu.Platform.Sms;

namespace Yaosu.Orgs.Onboarding;

/// <summary>Lets whoever holds a phone come back to his application.</summary>
public sealed class JoinPass(AppDbFactory databases, QueueSms sms, SignInThrottle throttle, IDataProtectionProvider protection)
    : PhonePass(databases, sms, throttle, protection, new("Yaosu.Orgs.Onboarding", "入驻申请", JoinSms.Code, OrgsRefusals.JoiningClosed));
