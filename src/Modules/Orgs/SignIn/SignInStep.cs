namespace Yaosu.Orgs.SignIn;

/// <summary>Where a sign-in stands after its first step.</summary>
/// <param name="SessionKey">For the cookie: he is in.</param>
public sealed record SignInStep(string SessionKey);
