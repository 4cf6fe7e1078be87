namespace Yaosu;

/// <summary>One right that a role can hold, declared by the module that checks it.</summary>
/// <param name="Code">Stable, <c>module.page.act</c>.</param>
/// <param name="Name">What administrators read in the permission tree.</param>
/// <param name="Explanation">One sentence: what somebody with this right can do.</param>
public sealed record Permission(string Code, string Name, string Explanation)
{
    /// <summary>Looks and takes away copies, changes nothing: stays when a service package has run out and for whoever views as another role.</summary>
    public bool OnlyReads { get; init; }

    /// <summary>For the people who run the installation; no enterprise can hold it or give it.</summary>
    public bool ForOperators { get; init; }

    /// <summary>For chains' headquarters; to every other enterprise it is not there.</summary>
    public bool ForHeadquarters { get; init; }

    /// <summary>The roles of a new enterprise that hold it.</summary>
    public RolePresets Presets { get; init; }

    /// <summary>What it belongs to, <c>module.page</c>; service packages open and close pages whole.</summary>
    public string Page => Code[..Code.LastIndexOf('.')];

    public override string ToString() => Code;
}
