using System.Reflection;
using System.Text.RegularExpressions;
using Yaosu.Data.PostgreSql.Embedded;
using Yaosu.Server;
using Yaosu.Server.Verbs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>docs/operating.md names the settings and verbs that there are, all of them and no others.</summary>
public sealed partial class HandbookTests
{
    // The logger's own; everything else is read by our code.
    private const string Foreign = "Serilog:MinimumLevel:Default";

    [Fact]
    public void The_table_of_settings_is_complete_and_holds_nothing_that_is_gone() => Documented().Should().BeEquivalentTo(Known());

    [Fact]
    public void Every_verb_is_explained()
    {
        var verbs = typeof(Verb).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Verb)) && !type.IsAbstract).Select(type => ((Verb)Activator.CreateInstance(type, nonPublic: true)!).Name).ToList();
        verbs.Should().HaveCountGreaterThan(7);
        var handbook = Text();
        verbs.Should().OnlyContain(verb => Regex.IsMatch(handbook, $@"`(dotnet Yaosu\.Server\.dll )?{verb}\b"));
    }

    internal static IReadOnlyList<string> Known()
    {
        var sources = Directory.GetFiles(Path.Combine(Repository.Folder, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();
        var types = ProductModules.PageAssemblies.Append(typeof(ProductModules).Assembly).SelectMany(assembly => assembly.GetTypes()).ToLookup(type => type.Name);
        var bound = sources.SelectMany(source => Bound().Matches(source)).Select(match => (Section: match.Groups[2].Value, Type: types[match.Groups[1].Value].Single())).ToList();
        bound.Should().HaveCountGreaterThan(4);
        return
        [
            .. bound.Append((EmbeddedPostgresOptions.Section, typeof(EmbeddedPostgresOptions)))
                .SelectMany(options => options.Item2.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true }).Select(property => $"{options.Item1}:{property.Name}"))
                .Concat(sources.SelectMany(source => Read().Matches(source)).Select(match => match.Groups[1].Value))
                .Append(Foreign).Distinct(),
        ];
    }

    /// <summary>`Jobs:Poll` / `Lease` / `RenewEvery` share their section; `Proxy:Trusted:0` is the first of a list.</summary>
    private static List<string> Documented()
    {
        var keys = new List<string>();
        foreach (Match row in Rows().Matches(Text()))
        {
            var names = Quoted().Matches(row.Groups[1].Value).Select(match => match.Groups[1].Value).Where(name => name[0] != ':').ToList();
            var section = names[0][..(names[0].LastIndexOf(':') + 1)];
            keys.AddRange(names.Select(name => Number().Replace(name.Contains(':', StringComparison.Ordinal) ? name : section + name, "")));
        }
        keys.Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(20);
        return keys;
    }

    private static string Text() => File.ReadAllText(Path.Combine(Repository.Folder, "docs/operating.md"));

    [GeneratedRegex(@"AddChecked<(\w+)>\(""([\w:]+)""\)")]
    private static partial Regex Bound();

    [GeneratedRegex(@"(?:(?:settings|Configuration)\[|const string \w*Key = |GetSection\()""([A-Z][A-Za-z]*(?::[A-Za-z]+)*)""")]
    private static partial Regex Read();

    [GeneratedRegex(@"(?m)^\| (`[A-Z][^|]*) \|")]
    private static partial Regex Rows();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@":\d+(:\w+)*$")]
    private static partial Regex Number();
}
