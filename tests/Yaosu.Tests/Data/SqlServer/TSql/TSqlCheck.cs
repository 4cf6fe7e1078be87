using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Yaosu.Tests.Data.SqlServer.TSql;

/// <summary>Reads T-SQL with Microsoft's parser and looks up every table, column, sequence and index column that it names, following aliases, subqueries and
/// joins. Statements that define things change the schema as they go by.</summary>
internal sealed partial class TSqlCheck : TSqlFragmentVisitor
{
    private const int LargestIndexKey = 1700;
    private const int LargestClusteredKey = 900;

    private readonly TSqlSchema _schema;
    private readonly List<string> _problems = [];
    private Scope? _scope;

    private TSqlCheck(TSqlSchema schema) => _schema = schema;

    /// <returns>What is wrong with the script; empty when nothing is.</returns>
    internal static IReadOnlyList<string> Problems(string sql, TSqlSchema schema)
    {
        var check = new TSqlCheck(schema);
        check.Read(sql);
        return check._problems;
    }

    private void Read(string sql)
    {
        var script = new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        _problems.AddRange(errors.Select(error => $"line {error.Line}: {error.Message}"));
        if (errors.Count == 0)
            script.Accept(this);
    }

    private void Report(TSqlFragment at, string what) => _problems.Add($"line {at.StartLine}: {what}");

    // What defines.

    public override void ExplicitVisit(CreateSchemaStatement node) => _schema.Schemas.Add(node.Name.Value);

    public override void ExplicitVisit(CreateSequenceStatement node)
    {
        InKnownSchema(node.Name);
        _schema.Sequences.Add(TSqlSchema.NameOf(node.Name));
    }

    public override void ExplicitVisit(CreateTableStatement node)
    {
        InKnownSchema(node.SchemaObjectName);
        var table = new TSqlSchema.Table(TSqlSchema.NameOf(node.SchemaObjectName));
        if (!_schema.Tables.TryAdd(table.Name, table))
            Report(node, $"{table.Name} is created twice");
        Define(table, node.Definition);
    }

    public override void ExplicitVisit(AlterTableAddTableElementStatement node)
    {
        if (Find(node.SchemaObjectName) is { } table)
            Define(table, node.Definition);
    }

    public override void ExplicitVisit(AlterTableAlterColumnStatement node)
    {
        if (Find(node.SchemaObjectName) is not { } table || !Has(table, node.ColumnIdentifier))
            return;
        if (node.DataType is not null)
            table.Columns[node.ColumnIdentifier.Value] = TSqlSchema.Column.Of(node.DataType);
    }

    public override void ExplicitVisit(AlterTableDropTableElementStatement node)
    {
        if (Find(node.SchemaObjectName) is not { } table)
            return;
        foreach (var element in node.AlterTableDropTableElements)
            if (element.TableElementType == TableElementType.Column && Has(table, element.Name))
                table.Columns.Remove(element.Name.Value);
    }

    public override void ExplicitVisit(DropTableStatement node)
    {
        foreach (var name in node.Objects)
            if (Find(name) is { } table)
                _schema.Tables.Remove(table.Name);
    }

    public override void ExplicitVisit(CreateIndexStatement node)
    {
        if (Find(node.OnName) is not { } table)
            return;
        var columns = node.Columns.Select(column => column.Column.MultiPartIdentifier.Identifiers[^1]).ToList();
        KeyOf(node, table, columns, LargestIndexKey);
        foreach (var column in node.IncludeColumns)
            Has(table, column.MultiPartIdentifier.Identifiers[^1]);
        if (node.Unique && node.FilterPredicate is null)
            table.Keys.Add([.. columns.Select(column => column.Value)]);
        Within(Source.Of(table.Name, table), () => node.FilterPredicate?.Accept(this));
    }

    public override void ExplicitVisit(DropIndexStatement node)
    {
        foreach (var clause in node.DropIndexClauses.OfType<DropIndexClause>())
            Find(clause.Object);
    }

    public override void ExplicitVisit(CreateOrAlterTriggerStatement node) => Trigger(node);

    public override void ExplicitVisit(CreateTriggerStatement node) => Trigger(node);

    private void Trigger(TriggerStatementBody node)
    {
        if (Find(node.TriggerObject.Name) is not { } table)
            return;
        if ((node.Name.SchemaIdentifier?.Value ?? "dbo") != table.Name.Split('.')[0])
            Report(node, $"a trigger stands in the schema of its table: {table.Name}");
        Within(null, () =>
        {
            _scope!.Sources.Add(Source.Of("inserted", table) with { IsPseudo = true });
            _scope.Sources.Add(Source.Of("deleted", table) with { IsPseudo = true });
            node.StatementList.Accept(this);
        });
    }

    private void Define(TSqlSchema.Table table, TableDefinition definition)
    {
        foreach (var column in definition.ColumnDefinitions)
            if (!table.Columns.TryAdd(column.ColumnIdentifier.Value, TSqlSchema.Column.Of(column.DataType)))
                Report(column, $"{table.Name} has two columns '{column.ColumnIdentifier.Value}'");
        foreach (var column in definition.ColumnDefinitions)
            column.DefaultConstraint?.Accept(this);
        foreach (var constraint in definition.TableConstraints.Concat(definition.ColumnDefinitions.SelectMany(column => column.Constraints)))
            switch (constraint)
            {
                case UniqueConstraintDefinition { Columns.Count: > 0 } unique:
                    var columns = unique.Columns.Select(column => column.Column.MultiPartIdentifier.Identifiers[^1]).ToList();
                    KeyOf(unique, table, columns, unique.IsPrimaryKey ? LargestClusteredKey : LargestIndexKey);
                    table.Keys.Add([.. columns.Select(column => column.Value)]);
                    break;
                case ForeignKeyConstraintDefinition foreign:
                    ForeignKey(table, foreign);
                    break;
                case CheckConstraintDefinition check:
                    Within(Source.Of(table.Name, table), () => check.CheckCondition.Accept(this));
                    break;
            }
    }

    private void KeyOf(TSqlFragment at, TSqlSchema.Table table, List<Identifier> columns, int limit)
    {
        if (!columns.TrueForAll(column => Has(table, column)))
            return;
        var sizes = columns.Select(column => table.Columns[column.Value].KeyBytes).ToList();
        if (sizes.Contains(null))
            Report(at, $"a column of {table.Name} is too long for an index");
        else if (sizes.Sum() > limit)
            Report(at, $"the index of {table.Name} takes {sizes.Sum()} bytes, more than {limit}");
    }

    private void ForeignKey(TSqlSchema.Table table, ForeignKeyConstraintDefinition foreign)
    {
        if (Find(foreign.ReferenceTableName) is not { } target || !foreign.Columns.All(column => Has(table, column)) || !foreign.ReferencedTableColumns.All(column => Has(target, column)))
            return;
        if (foreign.Columns.Count != foreign.ReferencedTableColumns.Count)
            Report(foreign, $"{table.Name} → {target.Name} pairs a different number of columns");
        foreach (var (from, to) in foreign.Columns.Zip(foreign.ReferencedTableColumns))
            if (table.Columns[from.Value].Type != target.Columns[to.Value].Type)
                Report(foreign, $"{table.Name}.{from.Value} and {target.Name}.{to.Value} differ in type");
        if (!target.Keys.Exists(key => key.SequenceEqual(foreign.ReferencedTableColumns.Select(column => column.Value))))
            Report(foreign, $"{target.Name} has no key ({string.Join(", ", foreign.ReferencedTableColumns.Select(column => column.Value))})");
    }

    // What is called by name in a text.

    public override void ExplicitVisit(ExecuteStatement node)
    {
        switch (node.ExecuteSpecification.ExecutableEntity)
        {
            case ExecutableStringList { Strings: var parts } when parts.All(part => part is StringLiteral):
                Read(string.Concat(parts.Cast<StringLiteral>().Select(part => part.Value)));
                break;
            case ExecutableProcedureReference { ProcedureReference.ProcedureReference.Name.BaseIdentifier.Value: var procedure, Parameters: var parameters }:
                var texts = parameters.Select(parameter => (parameter.ParameterValue as StringLiteral)?.Value).ToList();
                if (procedure == "sp_rename")
                    Rename(node, texts);
                else if (procedure == "sp_sequence_get_range" && !_schema.Sequences.Contains(texts[0] ?? ""))
                    Report(node, $"no sequence '{texts[0]}'");
                base.ExplicitVisit(node);
                break;
            // How a migration drops a column: its default has a name that only the server knows.
            case ExecutableStringList { Strings: [StringLiteral { Value: var start }, VariableReference, StringLiteral { Value: ";" }] } when DropsDefault().Match(start) is { Success: true } table:
                if (!_schema.Tables.ContainsKey($"{table.Groups[1].Value}.{table.Groups[2].Value}"))
                    Report(node, $"no table {table.Groups[1].Value}.{table.Groups[2].Value}");
                break;
            default:
                Report(node, "a statement put together at run time can't be checked");
                break;
        }
    }

    [GeneratedRegex(@"^ALTER TABLE \[(\w+)\]\.\[(\w+)\] DROP CONSTRAINT \z", RegexOptions.CultureInvariant)]
    private static partial Regex DropsDefault();

    private void Rename(TSqlFragment at, List<string?> texts)
    {
        var path = (texts[0] ?? "").Split('.').Select(part => part.Trim('[', ']')).ToList();
        var to = texts.ElementAtOrDefault(1) ?? "";
        var kind = texts.ElementAtOrDefault(2) ?? "OBJECT";
        if (kind == "COLUMN" && path.Count == 3 && _schema.Tables.TryGetValue($"{path[0]}.{path[1]}", out var table) && table.Columns.Remove(path[2], out var column))
            table.Columns.Add(to, column);
        else if (kind == "OBJECT" && path.Count == 2 && _schema.Tables.Remove($"{path[0]}.{path[1]}", out table))
        {
            var renamed = new TSqlSchema.Table($"{path[0]}.{to}");
            foreach (var (name, definition) in table.Columns)
                renamed.Columns.Add(name, definition);
            renamed.Keys.AddRange(table.Keys);
            _schema.Tables.Add(renamed.Name, renamed);
        }
        else if (kind != "INDEX" && !texts[0]!.Contains("PK_", StringComparison.Ordinal))
            Report(at, $"nothing to rename: {texts[0]}");
    }

    public override void ExplicitVisit(NextValueForExpression node)
    {
        if (!_schema.Sequences.Contains(TSqlSchema.NameOf(node.SequenceName)))
            Report(node, $"no sequence '{TSqlSchema.NameOf(node.SequenceName)}'");
    }

    /// <summary>What is created only when it is missing may already be there.</summary>
    public override void ExplicitVisit(IfStatement node)
    {
        if (node.Predicate is BooleanIsNullExpression { Expression: FunctionCall { FunctionName.Value: "OBJECT_ID", Parameters: [StringLiteral { Value: var name }, ..] } }
            && _schema.Tables.ContainsKey(name.Replace("[", "").Replace("]", "")))
            return;
        base.ExplicitVisit(node);
    }

    // What reads and writes rows.

    public override void ExplicitVisit(QuerySpecification node) => Outputs(node);

    public override void ExplicitVisit(BinaryQueryExpression node) => Outputs(node);

    public override void ExplicitVisit(InsertSpecification node) => Within(null, () =>
    {
        var target = Target(node.Target);
        foreach (var column in node.Columns)
            HasColumn(target, column);
        node.InsertSource.Accept(this);
        Output(target, node.OutputClause, node.OutputIntoClause);
    });

    public override void ExplicitVisit(UpdateSpecification node) => Within(null, () =>
    {
        foreach (var reference in node.FromClause?.TableReferences ?? [])
            Collect(reference);
        var target = Target(node.Target);
        Assign(target, node.SetClauses);
        node.WhereClause?.Accept(this);
        Output(target, node.OutputClause, node.OutputIntoClause);
    });

    public override void ExplicitVisit(DeleteSpecification node) => Within(null, () =>
    {
        foreach (var reference in node.FromClause?.TableReferences ?? [])
            Collect(reference);
        var target = Target(node.Target);
        node.WhereClause?.Accept(this);
        Output(target, node.OutputClause, node.OutputIntoClause);
    });

    public override void ExplicitVisit(MergeSpecification node) => Within(null, () =>
    {
        var target = Target(node.Target);
        if (node.TableAlias is not null && target is not null)
            _scope!.Sources.Add(target with { Alias = node.TableAlias.Value });
        Collect(node.TableReference);
        node.SearchCondition.Accept(this);
        foreach (var clause in node.ActionClauses)
        {
            clause.SearchCondition?.Accept(this);
            if (clause.Action is InsertMergeAction insert)
            {
                foreach (var column in insert.Columns)
                    HasColumn(target, column);
                insert.Source.Accept(this);
            }
            else if (clause.Action is UpdateMergeAction update)
                Assign(target, update.SetClauses);
        }
        Output(target, node.OutputClause, node.OutputIntoClause);
    });

    public override void ExplicitVisit(ColumnReferenceExpression node)
    {
        if (node.ColumnType != ColumnType.Regular)
            return;
        var parts = node.MultiPartIdentifier.Identifiers.Select(part => part.Value).ToList();
        var name = parts[^1];
        if (parts.Count == 1)
        {
            for (var scope = _scope; scope is not null; scope = scope.Outer)
                if (scope.Sources.Exists(source => !source.IsPseudo && source.Has(name)))
                    return;
            Report(node, $"no column '{name}' here");
            return;
        }
        var alias = parts[^2];
        for (var scope = _scope; scope is not null; scope = scope.Outer)
            if (scope.Sources.Find(source => source.Alias == alias || (source.IsPseudo && string.Equals(source.Alias, alias, StringComparison.OrdinalIgnoreCase))) is { } found)
            {
                if (!found.Has(name))
                    Report(node, $"'{alias}' has no column '{name}'");
                return;
            }
        Report(node, $"nothing is called '{alias}' here (of '{alias}.{name}')");
    }

    /// <summary>Checks a query and says which columns it hands out; null for one that can't be named.</summary>
    private List<string?> Outputs(QueryExpression query)
    {
        switch (query)
        {
            case QueryParenthesisExpression parenthesis:
                return Outputs(parenthesis.QueryExpression);
            case BinaryQueryExpression binary:
                var first = Outputs(binary.FirstQueryExpression);
                Outputs(binary.SecondQueryExpression);
                Within(new("", first), () => binary.OrderByClause?.Accept(this));
                return first;
            case QuerySpecification specification:
                List<string?> names = [];
                Within(null, () =>
                {
                    foreach (var reference in specification.FromClause?.TableReferences ?? [])
                        Collect(reference);
                    specification.TopRowFilter?.Accept(this);
                    foreach (var element in specification.SelectElements)
                    {
                        element.Accept(this);
                        switch (element)
                        {
                            case SelectScalarExpression scalar:
                                names.Add(scalar.ColumnName?.Value ?? (scalar.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value);
                                break;
                            case SelectStarExpression { Qualifier: null }:
                                names.AddRange(_scope!.Sources.SelectMany(source => source.Columns ?? []));
                                break;
                        }
                    }
                    specification.WhereClause?.Accept(this);
                    specification.GroupByClause?.Accept(this);
                    specification.HavingClause?.Accept(this);
                    specification.OffsetClause?.Accept(this);
                    Within(new("", names), () => specification.OrderByClause?.Accept(this));
                });
                return names;
            default:
                Report(query, $"a query of the kind {query.GetType().Name} is not known to this check");
                return [];
        }
    }

    private void Collect(TableReference reference)
    {
        var sources = _scope!.Sources;
        switch (reference)
        {
            case NamedTableReference named:
                sources.Add(Resolve(named) with { Alias = named.Alias?.Value ?? named.SchemaObject.BaseIdentifier.Value });
                break;
            case QualifiedJoin join:
                Collect(join.FirstTableReference);
                Collect(join.SecondTableReference);
                join.SearchCondition.Accept(this);
                break;
            case UnqualifiedJoin join:
                Collect(join.FirstTableReference);
                Collect(join.SecondTableReference);
                break;
            case JoinParenthesisTableReference parenthesis:
                Collect(parenthesis.Join);
                break;
            case QueryDerivedTable derived:
                var columns = Outputs(derived.QueryExpression);
                sources.Add(new(derived.Alias.Value, derived.Columns.Count > 0 ? [.. derived.Columns.Select(column => column.Value)] : columns));
                break;
            case InlineDerivedTable inline:
                foreach (var row in inline.RowValues)
                    row.Accept(this);
                sources.Add(new(inline.Alias.Value, [.. inline.Columns.Select(column => column.Value)]));
                break;
            case OpenJsonTableReference json:
                json.Variable?.Accept(this);
                sources.Add(new(json.Alias?.Value ?? "", json.SchemaDeclarationItems.Count > 0
                    ? [.. json.SchemaDeclarationItems.Select(item => item.ColumnDefinition.ColumnIdentifier.Value)]
                    : ["key", "value", "type"]));
                break;
            case TableReferenceWithAlias other:
                sources.Add(new(other.Alias?.Value ?? "", null));
                break;
            default:
                Report(reference, $"a table of the kind {reference.GetType().Name} is not known to this check");
                break;
        }
    }

    private Source Resolve(NamedTableReference named)
    {
        var name = named.SchemaObject;
        if (name.SchemaIdentifier is null)
            for (var scope = _scope; scope is not null; scope = scope.Outer)
                if (scope.Sources.Find(source => source.IsPseudo && string.Equals(source.Alias, name.BaseIdentifier.Value, StringComparison.OrdinalIgnoreCase)) is { } pseudo)
                    return pseudo with { IsPseudo = false };
        if (name.SchemaIdentifier?.Value == "sys")
            return new(name.BaseIdentifier.Value, null);
        return Find(name) is { } table ? Source.Of(table.Name, table) : new(name.BaseIdentifier.Value, null);
    }

    /// <summary>The table that is written to; in <c>UPDATE a SET … FROM t AS a</c> it is meant by its alias.</summary>
    private Source? Target(TableReference reference)
    {
        if (reference is not NamedTableReference named)
            return null;
        if (named.SchemaObject.SchemaIdentifier is null && _scope!.Sources.Find(source => source.Alias == named.SchemaObject.BaseIdentifier.Value) is { } aliased)
            return aliased;
        var source = Resolve(named) with { Alias = named.Alias?.Value ?? named.SchemaObject.BaseIdentifier.Value };
        _scope!.Sources.Add(source);
        return source;
    }

    private void Assign(Source? target, IList<SetClause> clauses)
    {
        foreach (var clause in clauses)
            if (clause is AssignmentSetClause { Column: { } column } assignment)
            {
                HasColumn(target, column);
                assignment.NewValue.Accept(this);
            }
            else
                clause.Accept(this);
    }

    private void Output(Source? target, OutputClause? output, OutputIntoClause? into) => Within(null, () =>
    {
        if (target is null)
            return;
        _scope!.Sources.Add(target with { Alias = "inserted", IsPseudo = true });
        _scope.Sources.Add(target with { Alias = "deleted", IsPseudo = true });
        output?.Accept(this);
        foreach (var column in into?.SelectColumns ?? [])
            column.Accept(this);
    });

    private void HasColumn(Source? target, ColumnReferenceExpression column)
    {
        if (target is not null && !target.Has(column.MultiPartIdentifier.Identifiers[^1].Value))
            Report(column, $"'{target.Alias}' has no column '{column.MultiPartIdentifier.Identifiers[^1].Value}'");
    }

    private bool Has(TSqlSchema.Table table, Identifier column)
    {
        if (table.Columns.ContainsKey(column.Value))
            return true;
        Report(column, $"{table.Name} has no column '{column.Value}'");
        return false;
    }

    private TSqlSchema.Table? Find(SchemaObjectName name)
    {
        if (_schema.Tables.TryGetValue(TSqlSchema.NameOf(name), out var table))
            return table;
        Report(name, $"no table '{TSqlSchema.NameOf(name)}'");
        return null;
    }

    private void InKnownSchema(SchemaObjectName name)
    {
        if (!_schema.Schemas.Contains(name.SchemaIdentifier?.Value ?? "dbo"))
            Report(name, $"no schema '{name.SchemaIdentifier!.Value}'");
    }

    private void Within(Source? source, Action work)
    {
        _scope = new(_scope);
        if (source is not null)
            _scope.Sources.Add(source);
        work();
        _scope = _scope.Outer;
    }

    private sealed class Scope(Scope? outer)
    {
        internal Scope? Outer { get; } = outer;

        internal List<Source> Sources { get; } = [];
    }

    /// <param name="Columns">Null when they are not known: a system view, a table-valued function.</param>
    private sealed record Source(string Alias, IReadOnlyList<string?>? Columns)
    {
        /// <summary>inserted, deleted: not read from unless by name.</summary>
        internal bool IsPseudo { get; init; }

        internal static Source Of(string alias, TSqlSchema.Table table) => new(alias, [.. table.Columns.Keys]);

        internal bool Has(string column) => Columns is null || Columns.Contains(column);
    }
}
