using System.Collections.Concurrent;
using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;
using Yaosu.Tests.Support;

[assembly: TestCollectionOrderer(typeof(LastOfTheRun))]
[assembly: RunRecord]

namespace Yaosu.Tests.Support;

/// <summary>Tests that look back over the whole run stand in this collection: it runs alone, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LastOfTheRun : ITestCollectionOrderer
{
    public const string Name = "Last of the run";

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName == Name)];
}

/// <summary>Remembers which test methods have run.</summary>
public sealed class RunRecord : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<(Type Class, string Method), byte> Run = [];

    /// <summary>Every test method of this assembly has run, but for those of <see cref="LastOfTheRun"/>.</summary>
    public static bool IsWholeRun => typeof(RunRecord).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.GetCustomAttribute<CollectionAttribute>()?.Name != LastOfTheRun.Name)
        .SelectMany(type => type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))).Select(method => (type, method.Name)))
        .All(Run.ContainsKey);

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Run.TryAdd((test.TestCase.TestClass.Class, methodUnderTest.Name), 0);
}
