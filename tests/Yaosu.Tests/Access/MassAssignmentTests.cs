using System.Collections;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Access;

/// <summary>What comes from outside fills forms, never rows: a field more in a request can't set what nobody asked for.</summary>
public sealed partial class MassAssignmentTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public void No_form_and_no_request_of_a_program_reaches_a_row_of_the_database()
    {
        using var db = database.Databases.OpenPlatform();
        var rows = db.Model.GetEntityTypes().Select(entity => entity.ClrType).ToHashSet();
        var filled = FilledFromOutside().ToList();

        filled.Should().HaveCountGreaterThan(25);
        filled.Where(type => Reaches(type, []).Any(rows.Contains)).Should().BeEmpty();
    }

    [Fact]
    public void A_form_that_holds_a_row_is_caught()
    {
        using var db = database.Databases.OpenPlatform();
        Reaches(typeof(Careless), []).Any(type => db.Model.FindEntityType(type) is not null).Should().BeTrue();
    }

    /// <summary>Models of forms on pages, of plain forms, and bodies of requests.</summary>
    private static IEnumerable<Type> FilledFromOutside()
    {
        var types = ProductModules.PageAssemblies.Append(typeof(ProductModules).Assembly).SelectMany(assembly => assembly.GetTypes()).ToList();
        var byName = types.ToLookup(type => type.Name);
        var plain = types.SelectMany(type => type.GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.DeclaredOnly))
            .Where(property => property.IsDefined(typeof(SupplyParameterFromFormAttribute), false)).Select(property => property.PropertyType);
        var named = Directory.EnumerateFiles(Path.Combine(Repository.Folder, "src"), "*.*", SearchOption.AllDirectories)
            .Where(path => (path.EndsWith(".razor", StringComparison.Ordinal) || path.EndsWith(".cs", StringComparison.Ordinal)) && !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(path => Named().Matches(File.ReadAllText(path))).Select(match => match.Groups["type"].Value).Where(name => name != "TRequest").Distinct().ToList();
        named.Where(name => !byName[name].Any()).Should().BeEmpty("every model is a type of the product");
        return plain.Concat(named.SelectMany(name => byName[name])).Distinct();
    }

    private static HashSet<Type> Reaches(Type type, HashSet<Type> seen)
    {
        var own = Nullable.GetUnderlyingType(type) ?? type;
        if (typeof(IEnumerable).IsAssignableFrom(own) && own.IsGenericType)
            foreach (var argument in own.GetGenericArguments())
                Reaches(argument, seen);
        if (own.Namespace?.StartsWith(nameof(Yaosu), StringComparison.Ordinal) == true && seen.Add(own))
            foreach (var property in own.GetProperties())
                Reaches(property.PropertyType, seen);
        return seen;
    }

    private sealed class Careless
    {
        public Yaosu.Orgs.Account.User? User { get; set; }
    }

    [GeneratedRegex(@"TModel=""(?<type>\w+)""|MapChange<\w+, (?<type>\w+),", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
