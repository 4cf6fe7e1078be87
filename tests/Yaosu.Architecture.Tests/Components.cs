using System.Collections;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Yaosu.Architecture.Tests.Reading;
using Yaosu.Server;

namespace Yaosu.Architecture.Tests;

public sealed class Components
{
    private static readonly HashSet<string> Forms = new(StringComparer.Ordinal) { "FormBody", "FormPage", "EditForm", "CreateFormBody_0", "CreateFormPage_0" };

    /// <summary>A form bound to a row would let a forged request set what the form doesn't show.</summary>
    [Fact]
    public void No_form_edits_a_row_of_the_database()
    {
        using var db = Model.Open(ProductModules.All);
        var rows = db.Model.GetEntityTypes().Select(x => x.ClrType).ToHashSet();

        var models = Product.All.SelectMany(FormModels).Concat(PostedModels(Product.Types)).Distinct().ToList();
        models.Should().HaveCountGreaterThan(2, "there are forms");
        models.SelectMany(x => RowsReachable(x, rows)).Should().BeEmpty();

        rows.Add(typeof(Plants.Row));
        FormModels(Product.Plants).Concat(PostedModels([typeof(Plants.PostsARow)])).SelectMany(x => RowsReachable(x, rows)).Should().BeEquivalentTo(
            "FormWithRows → Row", "Row → Row");
    }

    [Fact]
    public void A_component_that_listens_also_stops_listening()
    {
        Listening(Product.All, typeof(IComponent)).Should().NotBeEmpty("components listen to navigation, at least");
        Unbalanced(Product.All).Should().BeEmpty("what outlives a circuit keeps it in memory");
        Unbalanced([Product.Plants]).Should().BeEquivalentTo($"{typeof(Plants.ListensForEver).FullName} += Changed");
    }

    private static IEnumerable<Type> FormModels(Assembly assembly) => Il.GenericArguments(assembly)
        .Where(x => Forms.Contains(x.Of) && x.Argument.Length > 0)
        .Select(x => assembly.GetType(x.Argument) ?? Product.All.Select(other => other.GetType(x.Argument)).FirstOrDefault(type => type is not null))
        .OfType<Type>();

    private static IEnumerable<Type> PostedModels(IEnumerable<Type> components) => components
        .SelectMany(x => x.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(x => x.IsDefined(typeof(SupplyParameterFromFormAttribute)))
        .Select(x => x.PropertyType);

    private static List<string> RowsReachable(Type model, HashSet<Type> rows)
    {
        var found = new List<string>();
        var seen = new HashSet<Type>();
        var waiting = new Stack<Type>([model]);
        while (waiting.TryPop(out var type))
        {
            if (type.HasElementType)
                type = type.GetElementType()!;
            if (!seen.Add(type))
                continue;
            if (rows.Contains(type))
                found.Add($"{model.Name} → {type.Name}");
            else if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
                foreach (var argument in type.GetGenericArguments())
                    waiting.Push(argument);
            else if (type.Namespace?.StartsWith("Yaosu", StringComparison.Ordinal) == true)
                foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
                    waiting.Push(property.PropertyType);
        }
        return found;
    }

    private static IEnumerable<string> Unbalanced(IReadOnlyList<Assembly> assemblies)
    {
        var listening = Listening(assemblies, typeof(IComponent)).ToList();
        foreach (var group in listening.GroupBy(x => (x.By, x.Type, Event: x.Member[(x.Member.IndexOf('_') + 1)..])))
            if (group.Count(x => x.Member.StartsWith("add_", StringComparison.Ordinal)) > group.Count(x => x.Member.StartsWith("remove_", StringComparison.Ordinal)))
                yield return $"{group.Key.By} += {group.Key.Event}";
    }

    private static IEnumerable<MemberUse> Listening(IReadOnlyList<Assembly> assemblies, Type kind)
    {
        foreach (var assembly in assemblies)
        {
            var components = assembly.GetTypes().Where(kind.IsAssignableFrom).Select(x => x.FullName!.Split('`')[0]).ToHashSet(StringComparer.Ordinal);
            foreach (var use in Il.MembersUsed(assembly))
                if (components.Contains(use.By) && use.By != use.Type
                    && (use.Member.StartsWith("add_", StringComparison.Ordinal) || use.Member.StartsWith("remove_", StringComparison.Ordinal)))
                    yield return use;
        }
    }
}
