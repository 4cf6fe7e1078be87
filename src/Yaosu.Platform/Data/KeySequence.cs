namespace Yaosu.Platform.Data;

/// <summary>The sequence that every id comes from, on both engines.</summary>
public static class KeySequence
{
    public const string Name = "Ids";

    /// <summary>Ids are taken in blocks of this size: one step of the sequence.</summary>
    public const int Block = 256;

    /// <summary>How many steps hold so many ids.</summary>
    public static int BlocksFor(int count) => (count + Block - 1) / Block;
}
