using System.Reflection;
using System.Text.RegularExpressions;
using Yaosu.Architecture.Tests.Reading;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Ui.Kit;
using Yaosu.Server;

namespace Yaosu.Architecture.Tests;

/// <summary>Codes that never clash, and Chinese that people can act on.</summary>
public sealed partial class Words
{
    [Fact]
    public void Every_refusal_has_a_code_of_its_own_and_a_Chinese_sentence()
    {
        var refusals = RefusalsOf(Product.Types.Where(IsRefusals)).ToList();
        refusals.Should().HaveCountGreaterThan(25);
        refusals.SelectMany(x => WrongWith(x.Refusal, x.Prefixes)).Concat(Twice(refusals.Select(x => x.Refusal.Code))).Should().BeEmpty();

        var planted = RefusalsOf([typeof(Plants.PlantsRefusals)]).ToList();
        planted.SelectMany(x => WrongWith(x.Refusal, ["plants"])).Concat(Twice(planted.Select(x => x.Refusal.Code))).Should().BeEquivalentTo(
            "others.wrong-prefix does not start with plants",
            "plants.english is not a Chinese sentence: Try again.",
            "plants.half is not a Chinese sentence: 没有句号",
            "plants.made is not a Chinese sentence: Made of 样例",
            "plants.twice stands twice");
    }

    [Fact]
    public void Refusals_are_made_in_their_own_files_alone()
    {
        Makers(Product.All).Should().BeEquivalentTo(
        [
            "Yaosu.Actor", // names the missing right
            "Yaosu.Refusal", // copies itself
            "Yaosu.Platform.Ui.Kit.FormState", // says what could not be read, in the field's own words
            "Yaosu.Platform.Ui.Kit.ModelRules", // says what the model's annotations say
        ], "every other no stands on one screen of its module");
        Makers([Product.Plants]).Should().BeEquivalentTo(typeof(Plants.RefusesOnItsOwn).FullName);
    }

    [Fact]
    public void Permissions_and_audit_actions_have_codes_of_their_own_and_Chinese_names()
    {
        var named = ProductModules.All.All.SelectMany(module => module.Permissions.Select(x => (module.Schema, x.Code, x.Name, x.Explanation))
            .Concat(module.AuditActions.Select(x => (module.Schema, x.Code, x.Name, Explanation: "。")))).ToList();
        named.Should().HaveCountGreaterThan(10);
        WrongNames(named).Should().BeEmpty();
        WrongNames([("plants", "plants.a", "样例", "说明。"), ("plants", "plants.a", "Sample", "说明。"), ("plants", "other.b", "样例", "没有句号")]).Should().BeEquivalentTo(
            "plants.a stands twice", "plants.a has no Chinese name: Sample", "other.b does not start with plants", "other.b is not explained by a Chinese sentence");
    }

    [Fact]
    public void Every_declared_permission_and_action_is_in_its_modules_table_of_contents()
    {
        Undeclared<Permission>(Product.Types, ProductModules.All.Permissions).Should().BeEmpty();
        Undeclared<AuditAction>(Product.Types, ProductModules.All.AuditActions).Should().BeEmpty();
        Undeclared<Permission>([typeof(Plants.PlantsPermissions)], ProductModules.All.Permissions).Should().ContainSingle("plants.forgotten");
    }

    [Fact]
    public void Modules_are_named_with_words_of_the_glossary()
    {
        var words = GlossaryWords(Repository.Read("docs/glossary.md"));
        words.Should().Contain(["Org", "Drug", "Recall"]);
        var folders = Directory.GetDirectories(Path.Combine(Repository.Folder, "src/Modules")).Select(x => Path.GetFileName(x)!).ToList();
        NotInGlossary(folders, words).Should().BeEmpty();
        NotInGlossary([.. folders, "Merchandise"], words).Should().Equal("Merchandise");
    }

    [Fact]
    public void Words_that_the_glossary_avoids_name_no_type()
    {
        var avoided = Avoided(Repository.Read("docs/glossary.md"));
        avoided.Should().Contain("Tenant");
        NamedWith(avoided, Product.Modules.SelectMany(x => x.GetTypes())).Should().BeEmpty();
        NamedWith(avoided, [typeof(Plants.TenantTable)]).Should().ContainSingle();
    }

    [Fact]
    public void Every_icon_of_the_menu_can_be_drawn()
    {
        var icons = ProductModules.All.All.SelectMany(x => x.Menu).Select(x => x.Icon).ToList();
        icons.Should().NotBeEmpty();
        icons.Where(x => !CanDraw(x)).Should().BeEmpty();
        CanDraw("no-such-icon").Should().BeFalse();
    }

    private static bool CanDraw(string icon)
    {
        try
        {
            _ = Icons.Svg(icon);
            return true;
        }
        catch (KeyNotFoundException)
        {
            return false;
        }
    }

    private static bool IsRefusals(Type type) => type.Name.EndsWith("Refusals", StringComparison.Ordinal);

    /// <summary>Fields as they are; methods are called with samples.</summary>
    private static IEnumerable<(Refusal Refusal, string[] Prefixes)> RefusalsOf(IEnumerable<Type> classes)
    {
        const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var type in classes)
        {
            var fields = type.GetFields(Statics).Where(x => x.FieldType == typeof(Refusal)).Select(x => x.GetValue(null));
            var methods = type.GetMethods(Statics).Where(x => x.ReturnType == typeof(Refusal)).Select(x => x.Invoke(null, [.. x.GetParameters().Select(Sample)]));
            foreach (var refusal in fields.Concat(methods))
                yield return ((Refusal)refusal!, PrefixesOf(type));
        }
    }

    private static object? Sample(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(string))
            return "样例";
        if (type.IsArray || (type.IsGenericType && type.IsInterface))
            return Array.CreateInstance(type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0], 1);
        if (type.Namespace?.StartsWith("Yaosu", StringComparison.Ordinal) == true && type.IsClass)
            return Product.Types.SelectMany(x => x.GetFields(BindingFlags.Static | BindingFlags.Public)).First(x => x.FieldType == type).GetValue(null);
        return type.IsEnum ? Enum.GetValues(type).GetValue(0) : type.IsValueType ? Activator.CreateInstance(type) : null;
    }

    /// <summary>A module's name, the kernel's where there is none; within the platform also its area's, for files and jobs are words of their own.</summary>
    private static string[] PrefixesOf(Type type)
    {
        var parts = type.Namespace!.Split('.');
        if (parts.Length == 1)
            return ["kernel"];
        var module = parts[1].ToLowerInvariant();
        return module == "platform" && parts.Length > 2 ? [module, parts[2].ToLowerInvariant(), parts[2].ToLowerInvariant().TrimEnd('s')] : [module];
    }

    private static IEnumerable<string> WrongWith(Refusal refusal, string[] prefixes)
    {
        if (!prefixes.Any(x => refusal.Code.StartsWith(x + ".", StringComparison.Ordinal)))
            yield return $"{refusal.Code} does not start with {prefixes[0]}";
        if (!IsChinese(refusal.Text) || !refusal.Text.EndsWith('。'))
            yield return $"{refusal.Code} is not a Chinese sentence: {refusal.Text}";
    }

    private static IEnumerable<string> WrongNames(IReadOnlyList<(string Schema, string Code, string Name, string Explanation)> named)
    {
        foreach (var (schema, code, name, explanation) in named)
        {
            if (!code.StartsWith(schema + ".", StringComparison.Ordinal))
                yield return $"{code} does not start with {schema}";
            if (!IsChinese(name))
                yield return $"{code} has no Chinese name: {name}";
            if (!explanation.EndsWith('。'))
                yield return $"{code} is not explained by a Chinese sentence";
        }
        foreach (var twice in Twice(named.Select(x => x.Code)))
            yield return twice;
    }

    private static IEnumerable<string> Twice(IEnumerable<string> codes) => codes.GroupBy(x => x).Where(x => x.Count() > 1).Select(x => $"{x.Key} stands twice");

    private static bool IsChinese(string text) => Chinese().Count(text) * 2 > Latin().Count(text) && Chinese().IsMatch(text);

    private static IEnumerable<string> Makers(IEnumerable<Assembly> assemblies) => assemblies
        .SelectMany(Il.MembersUsed)
        .Where(x => x is { Type: "Yaosu.Refusal", Member: ".ctor" } && !x.By.EndsWith("Refusals", StringComparison.Ordinal))
        .Select(x => x.By)
        .Distinct();

    private static IEnumerable<string> Undeclared<T>(IEnumerable<Type> types, IReadOnlyList<T> declared) => types
        .SelectMany(x => x.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(x => x.FieldType == typeof(T) && x.GetValue(null) is T value && !declared.Contains(value))
        .Select(x => x.GetValue(null)!.ToString()!);

    private static HashSet<string> GlossaryWords(string glossary) => [.. Rows(glossary).SelectMany(x => CodeWord().Matches(x.Code).Select(match => match.Value))];

    private static HashSet<string> Avoided(string glossary) => [.. Rows(glossary).SelectMany(x => AvoidedWord().Matches(x.Avoid).Select(match => match.Groups[1].Value))];

    private static IEnumerable<(string Code, string Avoid)> Rows(string glossary) => glossary.Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Split('|'))
        .Where(cells => cells.Length > 4)
        .Select(cells => (cells[2], cells[3]));

    private static IEnumerable<string> NotInGlossary(IEnumerable<string> folders, HashSet<string> words) =>
        folders.Where(x => !words.Contains(x) && !(x.EndsWith('s') && words.Contains(x[..^1])));

    private static IEnumerable<string> NamedWith(HashSet<string> avoided, IEnumerable<Type> types) => types
        .Where(x => x.IsWritten() && CodeWord().Matches(x.Name).Any(word => avoided.Contains(word.Value)))
        .Select(x => x.FullName!);

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"[A-Za-z]")]
    private static partial Regex Latin();

    [GeneratedRegex(@"[A-Z][a-z]+")]
    private static partial Regex CodeWord();

    /// <summary>One word in backquotes, as a type would be named.</summary>
    [GeneratedRegex(@"`([A-Z][a-z]+)`")]
    private static partial Regex AvoidedWord();
}
