using System.Globalization;
using Npgsql;

namespace Yaosu.Data.PostgreSql.Embedded;

/// <summary>What a copy of a running server's data is good for.</summary>
/// <param name="Version">Of the server.</param>
/// <param name="StartLsn">Everything committed before this is in the copy for certain.</param>
/// <param name="StopLsn">The copy is the database as it was here.</param>
public sealed record OnlineCopyResult(string Version, string StartLsn, string StopLsn);

/// <summary>
/// Copies the data of a running server so that a server can start from the copy, as pg_basebackup would, which the embedded programs lack. The copied files
/// are torn and of different moments; together with the label and the log from start to stop the next start makes them whole.
/// </summary>
static class OnlineCopy
{
    // Made anew at each start, or meaningful to the running server alone.
    static readonly HashSet<string> EmptyFolders = ["pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans", "log"];
    static readonly HashSet<string> LeftOut = ["postmaster.pid", "postmaster.opts", "start.log", "backup_label", "backup_label.old", "tablespace_map", "tablespace_map.old", "current_logfiles"];

    /// <param name="copyFile">Copies one file, from where it is to its name within the cluster; throws <see cref="FileNotFoundException"/> when the server has removed it.</param>
    /// <param name="writeFile">Writes a small file of that name.</param>
    public static async Task<OnlineCopyResult> RunAsync(string connectionString, string cluster, Func<string, string, Task> copyFile, Func<string, byte[], Task> writeFile, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0, ApplicationName = "yaosu backup" }.ConnectionString);
        await connection.OpenAsync(ct);
        // Without a slot the server may recycle the very log that the copy needs. A temporary one goes away with this connection, whatever happens.
        await AskAsync("SELECT pg_create_physical_replication_slot($1, true, true)::text", "yaosu_backup_" + Guid.NewGuid().ToString("n")[..12]);
        var start = (await AskAsync("SELECT pg_backup_start($1, true)::text", "yaosu"))[0];
        await CopyFolderAsync("");
        string[] stop;
        await using (var command = new NpgsqlCommand("SELECT lsn::text, labelfile, spcmapfile, pg_walfile_name($1::pg_lsn), pg_walfile_name(lsn) FROM pg_backup_stop(false)", connection))
        {
            command.Parameters.Add(new() { Value = start, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
            stop = await ReadAsync(command);
        }
        await writeFile("backup_label", System.Text.Encoding.UTF8.GetBytes(stop[1]));
        if (stop[2].Length > 0)
            throw new NotSupportedException("The embedded database has no tablespaces, yet the server speaks of some.");
        await CopyLogAsync(stop[3], stop[4]);
        return new(connection.PostgreSqlVersion.ToString(), start, stop[0]);

        async Task CopyFolderAsync(string folder)
        {
            foreach (var entry in new DirectoryInfo(Path.Combine(cluster, folder)).EnumerateFileSystemInfos())
            {
                ct.ThrowIfCancellationRequested();
                var name = Path.Combine(folder, entry.Name);
                if (entry is DirectoryInfo)
                {
                    if (entry.Name.StartsWith("pgsql_tmp", StringComparison.Ordinal))
                        continue;
                    await writeFile(name + "/", []);
                    if (folder.Length > 0 || !EmptyFolders.Contains(entry.Name))
                        await CopyFolderAsync(name);
                    continue;
                }
                if (LeftOut.Contains(name) || entry.Name.StartsWith("pgsql_tmp", StringComparison.Ordinal) || entry.Name == "pg_internal.init")
                    continue;
                try
                {
                    await copyFile(entry.FullName, name);
                }
                catch (FileNotFoundException)
                {
                    // A table was dropped or a file renamed meanwhile; the log tells the same to the next start.
                }
            }
        }

        async Task CopyLogAsync(string first, string last)
        {
            // The names of one timeline sort as they follow each other.
            var copied = 0;
            foreach (var segment in Directory.EnumerateFiles(Path.Combine(cluster, "pg_wal")).Select(path => Path.GetFileName(path)!).Where(name => name.Length == 24).Order(StringComparer.Ordinal))
                if (string.CompareOrdinal(segment, first) >= 0 && string.CompareOrdinal(segment, last) <= 0)
                {
                    await copyFile(Path.Combine(cluster, "pg_wal", segment), Path.Combine("pg_wal", segment));
                    copied++;
                }
            await writeFile("pg_wal/archive_status/", []);
            await writeFile("pg_wal/summaries/", []);
            if (copied == 0)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The server's log from {first} to {last} is gone."));
        }

        async Task<string[]> AskAsync(string sql, string value)
        {
#pragma warning disable CA2100 // Constants of this class.
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
#pragma warning restore CA2100
            return await ReadAsync(command);
        }

        async Task<string[]> ReadAsync(NpgsqlCommand command)
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            return [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))];
        }
    }
}
