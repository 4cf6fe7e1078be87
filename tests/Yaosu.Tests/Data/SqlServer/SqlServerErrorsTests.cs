using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Yaosu.Data.SqlServer;
using Yaosu.Platform.Hosting;

namespace Yaosu.Tests.Data.SqlServer;

public sealed class SqlServerErrorsTests
{
    private static readonly SqlServerEngine Engine = new("Server=tcp:127.0.0.1,1;Database=none;User ID=none;Password=none;Connect Timeout=2;Connect Retry Count=0;Encrypt=false");

    [Theory]
    [InlineData(2601, true)]
    [InlineData(2627, true)]
    [InlineData(547, false)]
    public void A_duplicate_is_told_from_other_refusals(int number, bool isDuplicate)
    {
        Engine.IsUniqueViolation(new DbUpdateException("save", Answer(number, 14))).Should().Be(isDuplicate);
        Engine.IsUnavailable(new DbUpdateException("save", Answer(number, 14))).Should().BeFalse();
    }

    [Theory]
    [InlineData(-2, 11)]
    [InlineData(4060, 11)]
    [InlineData(9002, 17)]
    [InlineData(233, 20)]
    public void A_database_out_of_reach_is_worth_another_try(int number, byte severity) => Engine.IsUnavailable(new InvalidOperationException("query", Answer(number, severity))).Should().BeTrue();

    [Fact]
    public async Task Nobody_at_the_address_is_a_database_out_of_reach()
    {
        var create = () => Engine.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        Engine.IsUnavailable((await create.Should().ThrowAsync<SqlException>()).Which).Should().BeTrue();
    }

    [Fact]
    public void A_connection_string_without_a_database_is_refused_by_its_key()
    {
        var open = () => new SqlServerEngine("Server=10.0.0.5;User ID=yaosu;Password=x");
        open.Should().Throw<StartRefusedException>().WithMessage("Database:ConnectionString *Database=*");
    }

    /// <summary>The driver makes these only from what a server sends.</summary>
    private static SqlException Answer(int number, byte severity)
    {
        var make = typeof(SqlError).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).First(constructor => constructor.GetParameters()[0].Name == "infoNumber");
        var error = make.Invoke([.. make.GetParameters().Select(parameter => parameter.Name switch
        {
            "infoNumber" => number,
            "errorClass" => severity,
            _ => parameter.ParameterType.IsValueType ? RuntimeHelpers.GetUninitializedObject(parameter.ParameterType) : parameter.ParameterType == typeof(string) ? "planted" : null,
        })]);
        var errors = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        typeof(SqlErrorCollection).GetMethod("Add", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(errors, [error]);
        return (SqlException)typeof(SqlException).GetMethod("CreateException", BindingFlags.Static | BindingFlags.NonPublic, [typeof(SqlErrorCollection), typeof(string)])!.Invoke(null, [errors, "16.0"])!;
    }
}
