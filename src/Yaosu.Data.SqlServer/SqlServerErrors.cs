using Microsoft.Data.SqlClient;

namespace Yaosu.Data.SqlServer;

/// <summary>What SQL Server's error numbers mean to the product.</summary>
internal static class SqlServerErrors
{
    internal const int CannotOpenDatabase = 4060;
    internal const int DatabaseExists = 1801;
    internal const int CreateDatabaseDenied = 262;

    private const int DuplicateKey = 2627;
    private const int ConstraintConflict = 547;
    private const int DuplicateInUniqueIndex = 2601;

    /// <summary>From this severity on, the server ends the connection; failures to connect carry it too.</summary>
    private const int FatalSeverity = 20;

    private static readonly HashSet<int> Unavailable =
    [
        -2, // Timeout of the client.
        CannotOpenDatabase,
        922, 924, 927, 942, 976, 978, 983, // Recovering, single user, restoring, offline, replica that may not be read.
        1105, 9001, 9002, // Disk full, log not available, log full.
        3906, // Read-only, during a failover.
        6005, 6006, 17142, 17148, // Shutting down, paused.
        10928, 10929, 40197, 40501, 40613, 49918, 49919, 49920, // Over its limits, or moving.
    ];

    internal static bool IsReferenceViolation(Exception? exception) => Find(exception) is { Number: ConstraintConflict };

    internal static bool IsUniqueViolation(Exception? exception) => Find(exception) is { Number: DuplicateKey or DuplicateInUniqueIndex };

    internal static bool IsUnavailable(Exception? exception)
    {
        if (Find(exception) is { } answer)
            return answer.Class >= FatalSeverity || Unavailable.Contains(answer.Number);
        // An exhausted pool has no number of its own.
        return exception is InvalidOperationException { Source: "Microsoft.Data.SqlClient" } e && e.Message.Contains("from the pool", StringComparison.Ordinal)
            || (exception?.InnerException is { } inner && IsUnavailable(inner));
    }

    private static SqlException? Find(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is SqlException found)
                return found;
        return null;
    }
}
