using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;
using Yaosu.Tests.Support;

[assembly: TestFramework(typeof(OnEachDatabase))]

namespace Yaosu.Tests.Support;

/// <summary>Every test class with a <see cref="TestDatabase"/> is found twice: for PostgreSQL, and for the SQL Server that <c>YAOSU_TEST_SQLSERVER</c> leads to.
/// Without that variable the second half is reported as skipped, test by test, so that nobody takes it for proven.</summary>
public sealed class OnEachDatabase : XunitTestFramework
{
    public const string Variable = "YAOSU_TEST_SQLSERVER";

    private const string Suffix = "on SQL Server";
    private const string WhySkipped = $"Needs a SQL Server: set {Variable} to a connection string whose account may create databases.";

    /// <summary>Null when there is no SQL Server to test on.</summary>
    public static string? SqlServer { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;

    /// <summary>The class that is being tested right now is the one for SQL Server.</summary>
    public static bool IsSqlServersTurn => TestContext.Current.TestCollection?.TestCollectionDisplayName.EndsWith(Suffix, StringComparison.Ordinal) == true;

    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) => new Discoverer(new XunitTestAssembly(assembly, version: assembly.GetName().Version));

    private sealed class Discoverer(XunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
    {
        protected override async ValueTask<bool> FindTestsForType(IXunitTestClass testClass, ITestFrameworkDiscoveryOptions discoveryOptions, Func<ITestCase, ValueTask<bool>> discoveryCallback) =>
            await base.FindTestsForType(testClass, discoveryOptions, discoveryCallback)
            && (!UsesDatabase(testClass.Class) || await base.FindTestsForType(
                new XunitTestClass(testClass.Class, new XunitTestCollection(assembly, null, disableParallelization: false, $"{testClass.Class.FullName} {Suffix}")),
                discoveryOptions,
                testCase => IsPostgreSqlOnly(((IXunitTestCase)testCase).TestMethod.Method)
                    ? ValueTask.FromResult(true)
                    : discoveryCallback(SqlServer is null ? Skipped((IXunitTestCase)testCase) : testCase)));

        private static bool UsesDatabase(Type type) => type.GetInterfaces().Contains(typeof(IClassFixture<TestDatabase>))
            && !IsPostgreSqlOnly(type) && type.GetCustomAttribute<CollectionAttribute>() is null;

        private static bool IsPostgreSqlOnly(MemberInfo member) => member.GetCustomAttribute<PostgreSqlOnlyAttribute>() is not null;

        private static XunitTestCase Skipped(IXunitTestCase found) => new(
            found.TestMethod, $"{found.TestCaseDisplayName} {Suffix}", found.UniqueID, found.Explicit, skipExceptions: null, skipReason: WhySkipped,
            sourceFilePath: found.SourceFilePath, sourceLineNumber: found.SourceLineNumber, timeout: found.Timeout);
    }
}

/// <summary>These tests speak PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PostgreSqlOnlyAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
