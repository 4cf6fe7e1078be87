using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform;
using Yaosu.Server;

namespace Yaosu.Tests.Access;

/// <summary>A method of the product that somebody asks for: its first parameter says who.</summary>
internal sealed record Operation(MethodInfo Method)
{
    internal static IReadOnlyList<Operation> All { get; } =
    [
        .. ProductModules.PageAssemblies.Append(typeof(PlatformModule).Assembly).Distinct().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsPublic: true, IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false })
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && method.GetParameters() is [{ } first, ..] && first.ParameterType == typeof(Actor))
            .Select(method => new Operation(method)).OrderBy(operation => operation.Name, StringComparer.Ordinal),
    ];

    internal string Name => $"{Method.DeclaringType!.Name}.{Method.Name}";

    /// <summary>With arguments that fit nothing: what is asked here is only who may.</summary>
    internal async Task<Seen> CallAsync(IServiceProvider services, Actor actor)
    {
        await using var scope = services.CreateAsyncScope();
        var service = scope.ServiceProvider.GetService(Method.DeclaringType!) ?? Method.DeclaringType!.GetInterfaces().Select(scope.ServiceProvider.GetService).FirstOrDefault(found => found?.GetType() == Method.DeclaringType)
            ?? ActivatorUtilities.CreateInstance(scope.ServiceProvider, Method.DeclaringType!);
        var (used, denied) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        var asking = actor with { Used = (_, permission) => used.Add(permission.Code), Denied = (_, permission) => denied.Add(permission.Code) };
        var method = Method.IsGenericMethodDefinition ? Method.MakeGenericMethod([.. Method.GetGenericArguments().Select(_ => typeof(string))]) : Method;
        var arguments = method.GetParameters().Select((parameter, i) => i == 0 ? asking : Made(parameter.ParameterType)).ToArray();
        object? answer = null;
        var failed = "";
        try
        {
            answer = await AwaitedAsync(method.Invoke(service, arguments)!);
        }
        catch (Exception e)
        {
            failed = (e as TargetInvocationException)?.InnerException?.GetType().Name ?? e.GetType().Name;
        }
        var refusal = answer?.GetType().GetProperty(nameof(Outcome.Refusal))?.GetValue(answer) as Refusal;
        return new([.. used], [.. denied], refusal?.Code.StartsWith("access.", StringComparison.Ordinal) == true, failed.Length > 0 ? failed : $"{refusal?.Code}");
    }

    private static async Task<object?> AwaitedAsync(object going)
    {
        var task = going as Task ?? (Task)going.GetType().GetMethod(nameof(ValueTask.AsTask))!.Invoke(going, [])!;
        await task;
        return task.GetType().GetProperty("Result")?.GetValue(task);
    }

    private static object? Made(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is not null || type == typeof(CancellationToken))
            return type == typeof(CancellationToken) ? CancellationToken.None : null;
        if (type == typeof(string))
            return "x";
        if (typeof(Delegate).IsAssignableFrom(type))
            return null;
        if (type == typeof(byte[]))
            return new byte[20];
        if (type == typeof(HttpRequest))
            return new DefaultHttpContext().Request;
        if (type == typeof(Permission))
            return ProductModules.All.Permissions[0];
        if (type == typeof(Stream))
            return new MemoryStream();
        if (type.IsValueType && (type.GetConstructors().Length == 0 || type.Namespace == nameof(System)))
            return Activator.CreateInstance(type);
        if (type.IsInterface && type.IsGenericType)
            return Activator.CreateInstance((type.Name.Contains("Set", StringComparison.Ordinal) ? typeof(HashSet<>) : typeof(List<>)).MakeGenericType(type.GetGenericArguments()[0]));
        var constructor = type.GetConstructors().Where(x => x.GetParameters().All(parameter => parameter.ParameterType != type)).MaxBy(x => x.GetParameters().Length);
        return constructor?.Invoke([.. constructor.GetParameters().Select(parameter => Made(parameter.ParameterType))]);
    }

    internal sealed record Seen(IReadOnlyList<string> Used, IReadOnlyList<string> Denied, bool Refused, string Answer)
    {
        public override string ToString() => $"used [{string.Join(' ', Used)}], denied [{string.Join(' ', Denied)}], {Answer}";
    }
}
