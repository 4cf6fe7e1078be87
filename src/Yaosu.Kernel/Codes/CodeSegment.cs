namespace Yaosu.Codes;

/// <summary>码段: one piece of a code, from left to right.</summary>
public abstract record CodeSegment
{
    public const int TimestampLength = 10;
    public const int DateLength = 8;

    // Closed: the rules, the writer and the stored form know every kind.
    private CodeSegment(string name, int length) => (Name, Length) = (name, length);

    /// <summary>码段名称.</summary>
    public string Name { get; }

    public int Length { get; }

    /// <summary>What can't be guessed: the code's number, encrypted.</summary>
    [Label("防伪字符")]
    public sealed record Guard(string Name, CodeAlphabet Alphabet, int Length) : CodeSegment(Name, Length);

    /// <summary>The same on every code; small letters count as capitals.</summary>
    [Label("自定义内容")]
    public sealed record FixedText : CodeSegment
    {
        public const int MostCharacters = 22;

        public FixedText(string name, string text)
            : base(name, text.Length) => Text = Capitals(text);

        public string Text { get; }

        // Only of ASCII: nothing else may stay, and folding must not make it look as if it could.
        private static string Capitals(string text) => string.Create(text.Length, text, (place, from) =>
        {
            for (var i = 0; i < place.Length; i++)
                place[i] = char.IsAsciiLetterLower(from[i]) ? (char)(from[i] - 32) : from[i];
        });
    }

    /// <summary>Seconds since 1970 when the codes were made; the same on every code of one request.</summary>
    [Label("时间戳")]
    public sealed record Timestamp(string Name) : CodeSegment(Name, TimestampLength);

    /// <summary>Counts up by one from code to code, with zeros in front.</summary>
    [Label("自增数")]
    public sealed record Counter(string Name, long From, long To, int Length) : CodeSegment(Name, Length)
    {
        /// <summary>More digits don't fit 64 bits.</summary>
        public const int MostDigits = 18;
    }

    /// <summary>The day in China when the codes were made, yyyyMMdd.</summary>
    [Label("时间日期")]
    public sealed record Date(string Name) : CodeSegment(Name, DateLength);
}
