using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Security;

/// <summary>A key that protects cookies and wrapped secrets.</summary>
[PlatformFact("Cookies and wrapped secrets of every enterprise are protected by the same ring of keys.")]
internal sealed class DataProtectionKey
{
    public required string Name { get; init; }

    public required string Xml { get; init; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<DataProtectionKey>().ToTable("DataProtectionKeys", PlatformModule.SchemaName);
        entity.HasKey(x => x.Name);
        entity.Property(x => x.Xml).LongText();
    }
}

/// <summary>The ring of keys, shared by all nodes. The framework asks for it synchronously, a few times a day.</summary>
public sealed class DataProtectionKeys(AppDbFactory databases) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.OpenPlatform();
        return [.. db.Set<DataProtectionKey>().Select(x => x.Xml).ToList().Select(Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        Task.Run(StoreAsync).GetAwaiter().GetResult();

        async Task StoreAsync()
        {
            await using var db = databases.OpenPlatform();
            db.Add(new DataProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
            await db.SaveChangesAsync();
        }
    }

    /// <summary>The cheapest question that needs a migrated database.</summary>
    public static Task<int> CountAsync(AppDb db, CancellationToken ct) => db.Set<DataProtectionKey>().CountAsync(ct);

    private static XElement Parse(string xml)
    {
        using var reader = System.Xml.XmlReader.Create(new StringReader(xml), new() { DtdProcessing = System.Xml.DtdProcessing.Prohibit, XmlResolver = null });
        return XElement.Load(reader);
    }
}
