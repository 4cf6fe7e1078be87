// The public types that Microsoft.Data.SqlClient looks for when it first meets a parameter. They serve user-defined CLR types of SQL Server, which
// this product does not use; they only have to exist.
namespace Microsoft.SqlServer.Server;

public enum Format
{
    Unknown,
    Native,
    UserDefined,
}

public interface IBinarySerialize
{
    void Read(BinaryReader r);

    void Write(BinaryWriter w);
}

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = true)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    public int MaxByteSize { get; set; }

    public bool IsFixedLength { get; set; }

    public bool IsByteOrdered { get; set; }

    public Format Format => format;

    public string? ValidationMethodName { get; set; }

    public string? Name { get; set; }
}

#pragma warning disable CA1032 // Only made by Create.
public sealed class InvalidUdtException : SystemException
{
    private InvalidUdtException(string message)
        : base(message)
    {
    }

    public static InvalidUdtException Create(Type udtType, string resourceReason) => new($"'{udtType}' is not a user-defined type of SQL Server: {resourceReason}");
}
