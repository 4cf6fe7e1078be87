using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Yaosu.Server;

namespace Yaosu.Tests.Data.SqlServer;

/// <summary>Finds every place in the product where a query is run, by reading the compiled methods, and remembers which of them a test has reached.</summary>
internal static class QueryCallSites
{
    private static readonly ConcurrentDictionary<(Module Module, int Method, int Offset), byte> Reached = [];
    private static readonly ConcurrentDictionary<Assembly, bool> Ours = [];
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Called where a query is about to run: everybody of ours on the stack has a part in it.</summary>
    internal static void Seen()
    {
        foreach (var frame in new StackTrace(2, fNeedFileInfo: false).GetFrames())
            if (frame.GetMethod() is { } method && Ours.GetOrAdd(method.Module.Assembly, IsOurs))
                Reached.TryAdd((method.Module, method.MetadataToken, frame.GetILOffset()), 0);
    }

    /// <returns>The places that no test has reached so far: file and line, and the method.</returns>
    internal static IReadOnlyList<string> NotReached(IEnumerable<Assembly> assemblies)
    {
        var missing = new List<string>();
        foreach (var assembly in assemblies)
        {
            using var lines = Lines.Of(assembly);
            var reached = Reached.Keys.Where(key => key.Module == assembly.ManifestModule)
                .Select(key => (key.Method, Statement: lines.StatementOf(key.Method, key.Offset))).ToHashSet();
            foreach (var (method, offset) in CallsIn(assembly))
                if (!reached.Contains((method.MetadataToken, lines.StatementOf(method.MetadataToken, offset))))
                    missing.Add($"{lines.Describe(method.MetadataToken, offset)} {NameOf(method)}");
        }
        return [.. missing.Distinct().Order()];
    }

    /// <summary>The engines speak their own language and are tested on their own.</summary>
    internal static IReadOnlyList<Assembly> ProductAssemblies()
    {
        var found = new HashSet<Assembly>();
        Add(typeof(ProductModules).Assembly);
        return [.. found.Where(assembly => !assembly.GetName().Name!.StartsWith("Yaosu.Data.", StringComparison.Ordinal)).OrderBy(assembly => assembly.FullName)];

        void Add(Assembly assembly)
        {
            if (found.Add(assembly))
                foreach (var reference in assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Yaosu.", StringComparison.Ordinal)))
                    Add(Assembly.Load(reference));
        }
    }

    internal static IEnumerable<(MethodBase Method, int Offset)> CallsIn(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).OfType<MethodBase>()
        from call in CallsOf(method)
        where RunsQuery(call.Called)
        select (method, call.Offset);

    private static bool IsOurs(Assembly assembly) => assembly.GetName().Name?.StartsWith("Yaosu.", StringComparison.Ordinal) == true;

    /// <summary>Entity Framework's own, the synchronous ones, and the product's helpers that take a query and run it.</summary>
    private static bool RunsQuery(MethodBase called)
    {
        if (called.DeclaringType == typeof(EntityFrameworkQueryableExtensions))
            return called.Name.EndsWith("Async", StringComparison.Ordinal) || called.Name == nameof(EntityFrameworkQueryableExtensions.AsAsyncEnumerable);
        if (called is not MethodInfo { ReturnType: var result } || !called.GetParameters().Any(parameter => typeof(IQueryable).IsAssignableFrom(parameter.ParameterType)))
            return false;
        if (called.DeclaringType == typeof(Queryable))
            return !typeof(IQueryable).IsAssignableFrom(result);
        return IsOurs(called.Module.Assembly) && (typeof(Task).IsAssignableFrom(result) || (result.IsGenericType && result.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));
    }

    private static IEnumerable<(int Offset, MethodBase Called)> CallsOf(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            yield break;
        var typeArguments = method.DeclaringType?.GetGenericArguments();
        var methodArguments = method.IsGenericMethodDefinition ? method.GetGenericArguments() : null;
        for (var i = 0; i < code.Length;)
        {
            var at = i;
            short value = code[i++];
            if (value == 0xFE)
                value = unchecked((short)(0xFE00 | code[i++]));
            var operation = OpCodesByValue[value];
            if (operation.OperandType == OperandType.InlineMethod && operation != OpCodes.Ldftn && operation != OpCodes.Ldtoken
                && method.Module.ResolveMethod(BitConverter.ToInt32(code, i), typeArguments, methodArguments) is { } called)
                yield return (at, called);
            i += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, i)),
                _ => 4,
            };
        }
    }

    /// <summary>An async method lives in a class named after it.</summary>
    private static string NameOf(MethodBase method)
    {
        var type = method.DeclaringType!;
        return type.DeclaringType is { } outer && type.Name.StartsWith('<') && type.IsDefined(typeof(CompilerGeneratedAttribute))
            ? $"{outer.Name}.{(method.Name == "MoveNext" ? type.Name : method.Name).Split('<', '>')[1]}"
            : $"{type.Name}.{method.Name}";
    }

    /// <summary>Statements of the source, from the debugging information beside the assembly.</summary>
    private sealed class Lines(MetadataReaderProvider provider, MetadataReader reader) : IDisposable
    {
        private readonly Dictionary<int, List<SequencePoint>> _points = [];

        internal static Lines Of(Assembly assembly)
        {
            var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb")));
            return new(provider, provider.GetMetadataReader());
        }

        internal int StatementOf(int method, int offset) => PointOf(method, offset)?.Offset ?? -1;

        internal string Describe(int method, int offset) => PointOf(method, offset) is { } point
            ? $"{Path.GetFileName(reader.GetString(reader.GetDocument(point.Document).Name))}:{point.StartLine}"
            : "?";

        public void Dispose() => provider.Dispose();

        private SequencePoint? PointOf(int method, int offset)
        {
            if (!_points.TryGetValue(method, out var points))
            {
                var handle = MetadataTokens.MethodDefinitionHandle(method & 0xFFFFFF).ToDebugInformationHandle();
                _points.Add(method, points = [.. reader.GetMethodDebugInformation(handle).GetSequencePoints().Where(point => !point.IsHidden)]);
            }
            var last = points.FindLastIndex(point => point.Offset <= offset);
            return last < 0 ? null : points[last];
        }
    }
}
