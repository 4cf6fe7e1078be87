using Yaosu.Codes.Merchants;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

/// <summary>With an enterprise whose codes are made here, its main account and one merchant.</summary>
public abstract class CodesTest(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    protected TestDatabase Database => database;

    private protected CodesWorld World { get; } = new(database, Keys.Of(database));

    protected Actor Main { get; private set; } = null!;

    protected Merchant Merchant { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Main = await World.MainAsync();
        Merchant = await World.MerchantAsync(Main, "云杉旗舰店");
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
