using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Modules;

namespace Yaosu.Orgs.Access;

/// <summary>A page's <c>Authorize(Policy = "orgs.audit.view")</c> names a permission; who holds it is read afresh from the session, never from the cookie.</summary>
internal static class PermissionPolicies
{
    internal static void AddPermissionPolicies(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationPolicyProvider, Provider>();
        services.AddSingleton<IAuthorizationHandler, Handler>();
    }

    private sealed record Holds(Permission Permission) : IAuthorizationRequirement;

    private sealed class Provider(IOptions<AuthorizationOptions> options, ModuleList modules) : DefaultAuthorizationPolicyProvider(options)
    {
        public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
            modules.Permissions.FirstOrDefault(permission => permission.Code == policyName) is { } permission
                ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new Holds(permission)).Build()
                : await base.GetPolicyAsync(policyName) ?? throw new InvalidOperationException($"No module declares the permission '{policyName}'.");
    }

    private sealed class Handler(SessionStore sessions) : AuthorizationHandler<Holds>
    {
        protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, Holds requirement)
        {
            if (SessionCookie.KeyOf(context.User) is { } key && await sessions.ActorOfAsync(key) is { } actor && actor.Lacks(requirement.Permission) is null)
                context.Succeed(requirement);
        }
    }
}
