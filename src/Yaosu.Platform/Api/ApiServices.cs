using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Hosting;

namespace Yaosu.Platform.Api;

public static class ApiServices
{
    /// <summary>The host adds an <see cref="IApiActors"/>.</summary>
    public static IServiceCollection AddYaosuApi(this IServiceCollection services)
    {
        services.AddChecked<ApiOptions>("Api");
        services.AddSingleton<ApiRateLimits>();
        services.AddSingleton<Idempotency>();
        services.AddApiDocument();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        return services;
    }
}
