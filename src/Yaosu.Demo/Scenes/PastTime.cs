namespace Yaosu.Demo.Scenes;

/// <summary>A clock that stands at a moment of the past.</summary>
internal sealed class PastTime(DateTimeOffset at) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => at;
}
