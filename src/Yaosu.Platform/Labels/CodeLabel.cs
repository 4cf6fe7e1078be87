namespace Yaosu.Platform.Labels;

/// <summary>What one label shows.</summary>
/// <param name="Content">Of its QR code.</param>
/// <param name="Lines">Read by people when the code can't be scanned, so never cut: a line that is too wide is set smaller.</param>
/// <param name="Caption">Under the lines; cut with an ellipsis where it is too wide. Null when there is none.</param>
public sealed record CodeLabel(string Content, IReadOnlyList<string> Lines, string? Caption = null)
{
    private const int Group = 4;
    private const int GroupsOfLine = 4;

    /// <summary>With the code in groups of four, up to sixteen characters a line, in lines of about one length.</summary>
    /// <param name="number">Under the code, on a line of its own.</param>
    public static CodeLabel OfCode(string content, string code, string? number = null)
    {
        string[] groups = [.. code.Chunk(Group).Select(group => new string(group))];
        var lines = (groups.Length + GroupsOfLine - 1) / GroupsOfLine;
        IEnumerable<string> codeLines = lines == 0 ? [] : groups.Chunk((groups.Length + lines - 1) / lines).Select(line => string.Join(' ', line));
        return new(content, number is null ? [.. codeLines] : [.. codeLines, number]);
    }
}
