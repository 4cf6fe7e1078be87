using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Yaosu.Data.PostgreSql;
using Yaosu.Platform.Data;

#pragma warning disable EF1001, EF9100 // The compiler of queries is the one place that all of them pass.

namespace Yaosu.Tests.Data.SqlServer;

/// <summary>Whatever a test asks of PostgreSQL is asked of the SQL Server provider first, in dry run: it must translate, and its T-SQL must parse and name only
/// what exists. So a query is proven for SQL Server by any test that runs it.</summary>
internal static class QueryMirror
{
    private static readonly MethodInfo DrainMethod = typeof(QueryMirror).GetMethod(nameof(Drain), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly ConcurrentQueue<string> Failed = [];

    [ThreadStatic]
    private static bool _compiled;

    /// <summary>What was refused during this run; here too, because a worker may have swallowed the exception.</summary>
    internal static IReadOnlyCollection<string> Failures => Failed;

#pragma warning disable CA2255 // A test assembly is a program: nobody else runs this.
    [ModuleInitializer]
    internal static void Start() => DiagnosticListener.AllListeners.Subscribe(new Contexts());
#pragma warning restore CA2255

    private static void Replay<TResult>(AppDb db, Expression query, Func<IQueryCompiler, Expression, TResult> run)
    {
        QueryCallSites.Seen();
        var model = SqlServerModel.Of(db.Modules);
        _compiled = false;
        Replay(model, () => model.Open(db.Actor), query, run);
        if (_compiled)
            Replay(model, () => model.OpenAsOneQuery(db.Actor), query, run);
    }

    private static void Replay<TResult>(SqlServerModel model, Func<AppDb> open, Expression query, Func<IQueryCompiler, Expression, TResult> run)
    {
        IReadOnlyList<string> statements;
        using var shadow = open();
        try
        {
            statements = DryRun.Watch(() => Finish(run(shadow.GetService<IQueryCompiler>(), query)));
        }
        catch (Exception e)
        {
            throw Refused($"SQL Server can't run this query: {e.Message}", query, e);
        }
        foreach (var statement in statements)
            if (model.Problems(statement) is { Count: > 0 } problems)
                throw Refused($"SQL Server would refuse this statement: {string.Join("; ", problems)}\n{statement}", query, null);
    }

    private static TSqlException Refused(string why, Expression query, Exception? cause)
    {
        var message = $"{why}\n{ExpressionPrinter.Print(query)}";
        if (!message.Contains(ExpectedHere, StringComparison.Ordinal))
            Failed.Enqueue(message);
        return new(message, cause);
    }

    /// <summary>A query with this word in it was planted and does not count as a failure of the run.</summary>
    internal const string ExpectedHere = "planted-for-the-mirror";

    private static void Finish(object? result)
    {
        switch (result)
        {
            case Task task:
                task.GetAwaiter().GetResult();
                break;
            case not null when result.GetType().GetInterfaces().FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)) is { } stream:
                DrainMethod.MakeGenericMethod(stream.GenericTypeArguments).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [result], null);
                break;
            case System.Collections.IEnumerable many and not string:
                many.GetEnumerator().MoveNext();
                break;
        }
    }

    private static void Drain<T>(IAsyncEnumerable<T> rows)
    {
        var reader = rows.GetAsyncEnumerator();
        reader.MoveNextAsync().AsTask().GetAwaiter().GetResult();
        reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Entity Framework says of each context that it was made; that way no test and no fixture can forget to take part.</summary>
    private sealed class Contexts : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        private static readonly FieldInfo Compiler = typeof(EntityQueryProvider).GetField("_queryCompiler", BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new MissingFieldException("Entity Framework keeps its query compiler elsewhere now.");

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
                value.Subscribe(this, name => name == CoreEventId.ContextInitialized.Name);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is ContextInitializedEventData { Context: AppDb { Engine: PostgreSqlEngine } db } && db.GetService<IAsyncQueryProvider>() is EntityQueryProvider provider)
                Compiler.SetValue(provider, new MirroringCompiler((IQueryCompiler)Compiler.GetValue(provider)!, db));
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class MirroringCompiler(IQueryCompiler inner, AppDb db) : IQueryCompiler
    {
        public TResult Execute<TResult>(Expression query)
        {
            Replay(db, query, (compiler, asked) => compiler.Execute<TResult>(asked));
            return inner.Execute<TResult>(query);
        }

        public TResult ExecuteAsync<TResult>(Expression query, CancellationToken cancellationToken)
        {
            Replay(db, query, (compiler, asked) => compiler.ExecuteAsync<TResult>(asked, CancellationToken.None));
            return inner.ExecuteAsync<TResult>(query, cancellationToken);
        }

        public Func<QueryContext, TResult> CreateCompiledQuery<TResult>(Expression query) => inner.CreateCompiledQuery<TResult>(query);

        public Func<QueryContext, TResult> CreateCompiledAsyncQuery<TResult>(Expression query) => inner.CreateCompiledAsyncQuery<TResult>(query);

        public Expression<Func<QueryContext, TResult>> PrecompileQuery<TResult>(Expression query, bool async) => inner.PrecompileQuery<TResult>(query, async);
    }

    /// <summary>A query names the entities of the model it was written against; here they are exchanged for those of the model it runs on.</summary>
    internal sealed class RootsOfThisModel : IQueryExpressionInterceptor
    {
        public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
        {
            _compiled = true;
            return new Exchange(eventData.Context!.Model).Visit(queryExpression);
        }

        private sealed class Exchange(IModel model) : ExpressionVisitor
        {
            protected override Expression VisitExtension(Expression node) =>
                node is EntityQueryRootExpression root && root.EntityType.Model != model && model.FindEntityType(root.EntityType.Name) is { } entity
                    ? root.UpdateEntityType(entity)
                    : base.VisitExtension(node);
        }
    }
}
