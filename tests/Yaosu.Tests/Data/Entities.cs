using Microsoft.EntityFrameworkCore.Metadata;
using Yaosu.Data.PostgreSql;
using Yaosu.Platform.Data;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Data;

/// <summary>The product's model as PostgreSQL sees it; needs no server.</summary>
internal static class Entities
{
    internal static readonly IModel Model = Build();

    private static IModel Build()
    {
        var factory = new AppDbFactory(ProductModules.All, new PostgreSqlEngine("Host=nowhere;Database=none"), new RecordingLiveTopics(), TimeProvider.System);
        using var db = factory.Open(Actor.System(1));
        return db.Model;
    }
}
