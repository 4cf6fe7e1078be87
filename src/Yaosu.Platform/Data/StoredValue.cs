using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Yaosu.Platform.Data;

/// <summary>What a bulk writer puts into a column: the property with its value converter applied.</summary>
public static class StoredValue
{
    /// <returns>An expression of the type that the engine's driver takes; nullable when the column may hold no value.</returns>
    public static Expression Of(ParameterExpression row, IProperty property)
    {
        var member = (MemberInfo?)property.PropertyInfo ?? property.FieldInfo
            ?? throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name} has no member to read for bulk writing.");
        return Converted(Expression.MakeMemberAccess(row, member), property);
    }

    private static Expression Converted(Expression value, IProperty property)
    {
        if ((property.GetValueConverter() ?? property.FindTypeMapping()?.Converter) is not { } converter)
            return value;
        var convert = converter.ConvertToProviderExpression;
        var from = convert.Parameters[0].Type;
        if (value.Type == from && value.Type.IsValueType)
            return Expression.Invoke(convert, value);
        var to = convert.ReturnType.IsValueType && Nullable.GetUnderlyingType(convert.ReturnType) is null ? typeof(Nullable<>).MakeGenericType(convert.ReturnType) : convert.ReturnType;
        return Expression.Condition(
            Expression.Equal(value, Expression.Constant(null, value.Type)),
            Expression.Default(to),
            Expression.Convert(Expression.Invoke(convert, Expression.Convert(value, from)), to));
    }
}
