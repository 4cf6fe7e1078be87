namespace Yaosu.Orgs.SignIn;

/// <summary>Where a sign-in stands: in; or the second step is missing; or several accounts have the number and one has to be chosen.</summary>
public sealed record SignInStep
{
    private readonly string? _key;

    private SignInStep(string? key) => _key = key;

    public bool IsIn => _key is not null;

    /// <summary>For the cookie.</summary>
    public string SessionKey => _key ?? throw new InvalidOperationException("The sign-in is not complete.");

    /// <summary>Stands for the steps that are done; good for a few minutes. Null once he is in.</summary>
    public string? Ticket { get; private init; }

    /// <summary>Empty unless one has to be chosen.</summary>
    public IReadOnlyList<AccountChoice> Accounts { get; private init; } = [];

    internal static SignInStep In(string key) => new(key);

    internal static SignInStep SecondStep(string ticket) => new(key: null) { Ticket = ticket };

    internal static SignInStep Choose(string ticket, IReadOnlyList<AccountChoice> accounts) => new(key: null) { Ticket = ticket, Accounts = accounts };
}

/// <summary>One of the accounts that share a number.</summary>
public sealed record AccountChoice(long OrgId, long UserId, string OrgName, string SignInName);
