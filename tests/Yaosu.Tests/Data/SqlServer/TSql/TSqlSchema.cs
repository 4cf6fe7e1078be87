using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Yaosu.Tests.Data.SqlServer.TSql;

/// <summary>The tables, sequences and triggers that a script has made so far. Names are compared exactly, as the product's collation does.</summary>
internal sealed class TSqlSchema
{
    internal HashSet<string> Schemas { get; } = ["dbo", "sys"];

    internal HashSet<string> Sequences { get; } = [];

    internal Dictionary<string, Table> Tables { get; } = [];

    internal static string NameOf(SchemaObjectName name) => $"{name.SchemaIdentifier?.Value ?? "dbo"}.{name.BaseIdentifier.Value}";

    internal sealed class Table(string name)
    {
        internal string Name { get; } = name;

        internal Dictionary<string, Column> Columns { get; } = [];

        /// <summary>Lists of columns that a foreign key may point to.</summary>
        internal List<IReadOnlyList<string>> Keys { get; } = [];
    }

    /// <param name="KeyBytes">What the column takes in an index; null when it may not be in one.</param>
    internal sealed record Column(string Type, int? KeyBytes)
    {
        internal static Column Of(DataTypeReference type)
        {
            var text = string.Concat(type.ScriptTokenStream.Skip(type.FirstTokenIndex).Take(type.LastTokenIndex - type.FirstTokenIndex + 1).Select(token => token.Text)).ToLowerInvariant();
            var length = type is SqlDataTypeReference { Parameters: [var first, ..] } ? first.LiteralType == LiteralType.Max ? (int?)null : int.Parse(first.Value) : 0;
            return new(text, text.Split('(')[0] switch
            {
                "nvarchar" or "nchar" => length * 2,
                "varchar" or "char" or "varbinary" or "binary" => length,
                "xml" or "ntext" or "text" or "image" => null,
                "uniqueidentifier" => 16,
                "bit" or "tinyint" => 1,
                "smallint" => 2,
                "int" or "real" => 4,
                _ => 9,
            });
        }
    }
}
