using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Yaosu.Architecture.Tests.Reading;

/// <param name="By">The type whose code it is; closures and state machines count as the type they were written in.</param>
/// <param name="Type">The type the member belongs to.</param>
public sealed record MemberUse(string By, string Type, string Member);

/// <summary>What an assembly uses, read from its metadata and code.</summary>
internal static class Il
{
    private static readonly Dictionary<ushort, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value, code => code.OperandType);

    /// <summary>Types of other assemblies, each with the assembly it comes from.</summary>
    public static IReadOnlyList<(string Assembly, string Namespace, string Name)> TypesUsed(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(handle => Outermost(metadata, handle)).Distinct()];
    }

    /// <summary>Every call, construction and field access in method bodies.</summary>
    public static IReadOnlyList<MemberUse> MembersUsed(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var uses = new List<MemberUse>();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
                continue;
            var by = NameOf(metadata, Outermost(metadata, method.GetDeclaringType()));
            foreach (var token in Tokens(file.GetMethodBody(method.RelativeVirtualAddress).GetILContent()))
                if (Named(metadata, token) is { } member)
                    uses.Add(new(by, member.Type, member.Member));
        }
        return uses;
    }

    /// <summary>What generic types and methods are closed over: (FormBody, ProfileForm).</summary>
    public static IReadOnlyList<(string Of, string Argument)> GenericArguments(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var found = new List<(string, string)>();
        var names = new OwnerName((of, arguments) =>
        {
            foreach (var argument in arguments)
                found.Add((Simple(of), argument));
        });
        for (var row = 1; row <= metadata.GetTableRowCount(TableIndex.TypeSpec); row++)
            metadata.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(row)).DecodeSignature(names, null);
        for (var row = 1; row <= metadata.GetTableRowCount(TableIndex.MethodSpec); row++)
        {
            var method = metadata.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(row));
            if (Named(metadata, method.Method) is { } named)
                foreach (var argument in method.DecodeSignature(names, null))
                    found.Add((named.Member, argument));
        }
        return found;
    }

    private static string Simple(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static IEnumerable<EntityHandle> Tokens(ImmutableArray<byte> code)
    {
        for (var at = 0; at < code.Length;)
        {
            ushort value = code[at++];
            if (value == 0xFE)
                value = (ushort)(0xFE00 | code[at++]);
            switch (Operands[value])
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at += 1;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * Int32(code, at));
                    break;
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok:
                    yield return MetadataTokens.EntityHandle(Int32(code, at));
                    at += 4;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }

    private static int Int32(ImmutableArray<byte> code, int at) => code[at] | (code[at + 1] << 8) | (code[at + 2] << 16) | (code[at + 3] << 24);

    private static (string Type, string Member)? Named(MetadataReader metadata, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodSpecification:
                return Named(metadata, metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            case HandleKind.MemberReference:
                var reference = metadata.GetMemberReference((MemberReferenceHandle)handle);
                return (OwnerOf(metadata, reference.Parent), metadata.GetString(reference.Name));
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                return (NameOf(metadata, method.GetDeclaringType()), metadata.GetString(method.Name));
            case HandleKind.FieldDefinition:
                var field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                return (NameOf(metadata, field.GetDeclaringType()), metadata.GetString(field.Name));
            default:
                return null;
        }
    }

    private static string OwnerOf(MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => NameOf(metadata, (TypeReferenceHandle)parent),
        HandleKind.TypeDefinition => NameOf(metadata, (TypeDefinitionHandle)parent),
        HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)parent).DecodeSignature(new OwnerName(), null),
        _ => "",
    };

    private static TypeDefinitionHandle Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        while (metadata.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer)
            handle = outer;
        return handle;
    }

    private static (string Assembly, string Namespace, string Name) Outermost(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
            type = metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
        var assembly = type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)
            : "";
        return (assembly, metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    /// <summary>As reflection names it, without the number of type parameters.</summary>
    private static string NameOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = Full(metadata, type.Namespace, type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{NameOf(metadata, outer)}+{name}" : name;
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = Full(metadata, type.Namespace, type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference ? $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}+{name}" : name;
    }

    private static string Full(MetadataReader metadata, StringHandle space, StringHandle name)
    {
        var simple = metadata.GetString(name);
        var tick = simple.IndexOf('`', StringComparison.Ordinal);
        if (tick >= 0)
            simple = simple[..tick];
        return space.IsNil ? simple : $"{metadata.GetString(space)}.{simple}";
    }

    /// <summary>The name of a constructed type's definition; what it is constructed with is told apart.</summary>
    private sealed class OwnerName(Action<string, ImmutableArray<string>>? constructed = null) : ISignatureTypeProvider<string, object?>
    {
        public string GetArrayType(string elementType, ArrayShape shape) => elementType;

        public string GetByReferenceType(string elementType) => elementType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => "";

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments)
        {
            constructed?.Invoke(genericType, typeArguments);
            return genericType;
        }

        public string GetGenericMethodParameter(object? genericContext, int index) => "";

        public string GetGenericTypeParameter(object? genericContext, int index) => "";

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetPinnedType(string elementType) => elementType;

        public string GetPointerType(string elementType) => elementType;

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "";

        public string GetSZArrayType(string elementType) => elementType;

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => NameOf(reader, handle);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => NameOf(reader, handle);

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
    }
}
