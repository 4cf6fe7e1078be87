namespace Yaosu;

/// <summary>One right that a role can hold, declared by the module that checks it.</summary>
/// <param name="Code">Stable, <c>module.thing.act</c>.</param>
/// <param name="Name">What administrators read in the permission tree.</param>
/// <param name="Explanation">One sentence: what somebody with this right can do.</param>
public sealed record Permission(string Code, string Name, string Explanation)
{
    public override string ToString() => Code;
}
