using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>The Chinese word of an enum's member or a model's property, from <see cref="LabelAttribute"/> or <see cref="DisplayAttribute"/>.</summary>
public static class Labels
{
    private static readonly ConcurrentDictionary<Enum, string> OfMembers = new();
    private static readonly ConcurrentDictionary<(Type Type, string Property), string> OfProperties = new();

    public static string Of(Enum value) => OfMembers.GetOrAdd(value, static value =>
        value.GetType().GetField(value.ToString()) is { } member ? Read(member) ?? member.Name : value.ToString());

    public static string Of(Type type, string property) => OfProperties.GetOrAdd((type, property), static key =>
        key.Type.GetProperty(key.Property) is { } member ? Read(member) ?? member.Name : key.Property);

    private static string? Read(MemberInfo member) =>
        member.GetCustomAttribute<LabelAttribute>()?.Text ?? member.GetCustomAttribute<DisplayAttribute>()?.GetName();
}
