namespace Yaosu.Orgs.Sessions;

/// <summary>A feature of requests whose session is locked: they are nobody's, and only the lock's own page asks whose they were.</summary>
/// <param name="Person">May be told his name and may unlock or sign out; nothing acts for him.</param>
public sealed record LockedSession(string Key, Actor Person);
