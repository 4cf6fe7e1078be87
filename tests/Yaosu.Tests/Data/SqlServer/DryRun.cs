using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yaosu.Tests.Data.SqlServer;

/// <summary>Lets a context of the SQL Server provider run without a server: connections are not opened, every query finds nothing, and each statement with its
/// typed parameters is kept.</summary>
internal sealed class DryRun : DbCommandInterceptor, IDbConnectionInterceptor
{
    [ThreadStatic]
    private static List<string>? _statements;

    /// <summary>Runs something and hands back what it would have sent. It finishes on this thread, because nothing in it waits.</summary>
    internal static IReadOnlyList<string> Watch(Action work)
    {
        var outer = _statements;
        var mine = _statements = [];
        try
        {
            work();
            return mine;
        }
        catch (Exception e) when (mine.Count > 0 && e is not TSqlException)
        {
            return mine; // It was sent; what fails is making sense of an empty answer.
        }
        finally
        {
            _statements = outer;
        }
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Empty(command);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => ValueTask.FromResult(Empty(command));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => None(command);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => ValueTask.FromResult(None(command));

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Nothing(command);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) => ValueTask.FromResult(Nothing(command));

    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(InterceptionResult.Suppress());

    public InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    public ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        ValueTask.FromResult(InterceptionResult.Suppress());

    private static InterceptionResult<DbDataReader> Empty(DbCommand command)
    {
        Keep(command);
        return InterceptionResult<DbDataReader>.SuppressWithResult(new DataTable().CreateDataReader());
    }

    private static InterceptionResult<int> None(DbCommand command)
    {
        Keep(command);
        return InterceptionResult<int>.SuppressWithResult(0);
    }

    private static InterceptionResult<object> Nothing(DbCommand command)
    {
        Keep(command);
        return InterceptionResult<object>.SuppressWithResult(0L);
    }

    private static void Keep(DbCommand command)
    {
        // The driver turns a value into its wire form only when it sends; asking for the type makes it look at the value now.
        foreach (DbParameter parameter in command.Parameters)
            _ = parameter.DbType;
        (_statements ?? throw new InvalidOperationException("Only within Watch."))!.Add(command.CommandText);
    }
}

/// <summary>A statement that SQL Server would refuse.</summary>
internal sealed class TSqlException(string message, Exception? cause = null) : Exception(message, cause);
