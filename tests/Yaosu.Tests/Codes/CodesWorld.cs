using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.OwnCodes;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Query;
using Yaosu.Tests.Orgs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

/// <summary>Packages as a node makes them. Several share a database and the keys in it, as nodes do.</summary>
internal sealed class CodesWorld
{
    internal CodesWorld(TestDatabase database, IDataProtectionProvider? protection = null)
    {
        Protection = protection ?? new EphemeralDataProtectionProvider();
        Spaces = new(database.Databases, Protection);
        Writers = new(database.Databases, Spaces);
        Finder = new(database.Databases, Spaces, Writers);
        Request = new(database.Databases, Options.Create(Settings));
        Make = new(database.Databases, Spaces, Writers, new(database.Databases, Spaces, Writers));
        List = new(database.Databases);
        Download = new(database.Databases, Writers);
        OwnFinder = new(database.Databases);
        LookUp = new(database.Databases, Finder, OwnFinder, Writers);
        Database = database;
    }

    internal CodesOptions Settings { get; } = new() { ScanUrl = new("https://m.example.com/") };

    internal IDataProtectionProvider Protection { get; }

    internal TestDatabase Database { get; }

    internal NumberSpaces Spaces { get; }

    internal PackageWriters Writers { get; }

    internal CodeFinder Finder { get; }

    internal OwnCodeFinder OwnFinder { get; }

    internal RequestPackage Request { get; }

    internal MakePackage Make { get; }

    internal PackageList List { get; }

    internal DownloadPackage Download { get; }

    internal LookUpCode LookUp { get; }

    internal async Task<Merchant> MerchantAsync(Actor actor, string name, CodeSource source = CodeSource.Platform)
    {
        IReadOnlyList<string> prefixes = source == CodeSource.Own ? [NewPrefix()] : [];
        var id = (await new SaveMerchant(Database.Databases).RunAsync(actor, null, 0, new(name, source, prefixes, null))).Value;
        return (await new MerchantList(Database.Databases).FindAsync(actor, id)).Value.Merchant;
    }

    /// <summary>One that nobody has: prefixes belong to one enterprise of the database.</summary>
    internal static string NewPrefix() => $"https://own-{Guid.NewGuid():N}.example.com/q/";

    internal async Task<Actor> MainAsync()
    {
        var world = await OrgsWorld.OpenAsync(Database);
        return await world.SignedInAsync(world.MainName);
    }

    /// <summary>A package of twenty digits, ready.</summary>
    internal async Task<long> MadeAsync(Actor actor, PackageFacts wanted)
    {
        var id = (await Request.RunAsync(actor, wanted)).Value;
        (await Make.RunAsync(actor, id, (_, _) => { })).IsDone.Should().BeTrue();
        return id;
    }

    /// <summary>A code as it will be or is printed.</summary>
    /// <param name="serial">From 0.</param>
    internal async Task<string> OneAsync(Actor actor, long package, int level, long serial)
    {
        await using var db = Database.OpenSystem(actor.OrgId);
        using var writer = await Writers.OfAsync(await db.Set<CodePackage>().SingleAsync(x => x.Id == package), await db.Set<PackageLevel>().SingleAsync(x => x.PackageId == package && x.Level == level), CancellationToken.None);
        var code = new char[writer.Length];
        writer.Write(serial, code);
        return new(code);
    }

    /// <summary>The lines of its text, without the head.</summary>
    internal async Task<List<string[]>> LinesAsync(Actor actor, long package)
    {
        var text = (await Download.OpenAsync(actor, package, isBeginning: true)).Value.Text;
        using var reader = new StreamReader(text);
        return [.. (await reader.ReadToEndAsync()).TrimEnd().Split("\r\n").Skip(1).Select(line => line.Split(','))];
    }

    internal static PackageFacts Digits(long merchant, long quantity, params long[] inside) =>
        new(merchant, null, inside, Linked: true, Numbered: true, quantity, new CodesWanted.Quick(CodeAlphabet.Digits, 20));
}
