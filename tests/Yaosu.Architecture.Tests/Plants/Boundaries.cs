namespace Yaosu.Architecture.Tests.Plants;

public static class ReachesIntoOrgs
{
    public static string Peek() => typeof(Yaosu.Orgs.Account.User).Name;
}
