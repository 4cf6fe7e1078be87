using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Yaosu.Server;
using Yaosu.Server.Hosting;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Access;

/// <summary>The product's services as the host puts them together, on a test's database; it doesn't listen.</summary>
internal static class MatrixHost
{
    internal static WebApplication Build(TestDatabase database)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(ProductModules).Assembly.GetName().Name, EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Configuration[ProductDatabase.ProviderKey] = OnEachDatabase.IsSqlServersTurn ? "SqlServer" : "PostgreSql";
        builder.Configuration[ProductDatabase.ConnectionKey] = database.ConnectionString;
        return YaosuHost.Build(builder, ProductDatabase.Choose(builder.Configuration, builder.Environment));
    }
}
