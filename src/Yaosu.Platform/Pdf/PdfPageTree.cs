using System.Globalization;

namespace Yaosu.Platform.Pdf;

/// <summary>The pages as a tree whose nodes are written as soon as they are full: whatever the number of pages, a few hundred numbers are in memory.</summary>
internal sealed class PdfPageTree(PdfObjects objects)
{
    private const int Fan = 64;

    private readonly List<Level> _levels = [];

    /// <summary>The node that the next page belongs to.</summary>
    public int Parent => RoomAt(0);

    public int Count { get; private set; }

    public void Add(int page)
    {
        Count++;
        Add(0, page, 1);
    }

    /// <summary>Closes what is open, from the leaves up.</summary>
    /// <returns>The root.</returns>
    public int Finish()
    {
        for (var level = 0; ; level++)
        {
            var node = _levels[level];
            if (level == _levels.Count - 1)
            {
                Write(node, null);
                return node.Number;
            }
            if (node.Kids.Count > 0)
                Close(level);
        }
    }

    private Level OpenAt(int level)
    {
        if (level == _levels.Count)
            _levels.Add(new());
        var node = _levels[level];
        if (node.Number == 0)
            node.Number = objects.NewNumber();
        return node;
    }

    private void Add(int level, int kid, int pages)
    {
        var node = _levels[level];
        node.Kids.Add(kid);
        node.Pages += pages;
    }

    private void Close(int level)
    {
        var node = _levels[level];
        var (number, pages) = (node.Number, node.Pages);
        var parent = RoomAt(level + 1);
        Write(node, parent);
        (node.Number, node.Pages) = (0, 0);
        node.Kids.Clear();
        Add(level + 1, number, pages);
    }

    /// <summary>A node is closed when one more kid comes, not when it is full: it may be the root.</summary>
    private int RoomAt(int level)
    {
        if (OpenAt(level).Kids.Count == Fan)
            Close(level);
        return OpenAt(level).Number;
    }

    private void Write(Level node, int? parent) => objects.Write(node.Number, string.Create(
        CultureInfo.InvariantCulture,
        $"<</Type/Pages{(parent is { } above ? $"/Parent {above} 0 R" : "")}/Count {node.Pages}/Kids[{string.Join(' ', node.Kids.Select(kid => $"{kid} 0 R"))}]>>"));

    private sealed class Level
    {
        /// <summary>Zero while no kid asked for it.</summary>
        public int Number { get; set; }

        public int Pages { get; set; }

        public List<int> Kids { get; } = new(Fan);
    }
}
