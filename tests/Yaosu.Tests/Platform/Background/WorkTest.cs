namespace Yaosu.Tests.Platform.Background;

/// <summary>Every test has a database of its own, because nodes take whatever work they find in it.</summary>
public abstract class WorkTest : IAsyncLifetime
{
    protected WorkDatabase Database { get; } = new();

    public ValueTask InitializeAsync() => Database.InitializeAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
