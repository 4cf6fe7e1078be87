namespace Yaosu.Codes;

/// <summary>字符类型: what the characters of a guard are.</summary>
public enum CodeAlphabet
{
    [Label("纯数字")]
    Digits,

    [Label("纯字母")]
    Letters,

    [Label("混合码")]
    Mixed,
}

public static class CodeAlphabets
{
    extension(CodeAlphabet alphabet)
    {
        /// <summary>In the order of their values.</summary>
        public string Characters => alphabet switch
        {
            CodeAlphabet.Digits => "0123456789",
            CodeAlphabet.Letters => "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            CodeAlphabet.Mixed => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        };

        public int Radix => alphabet.Characters.Length;

        /// <summary>Fewer characters could be guessed: each of these minima stands for about 10²⁰ codes.</summary>
        public int MinimumGuardLength => alphabet switch
        {
            CodeAlphabet.Digits => 20,
            CodeAlphabet.Letters => 14,
            CodeAlphabet.Mixed => 13,
        };

        public string Text => alphabet switch
        {
            CodeAlphabet.Digits => "纯数字",
            CodeAlphabet.Letters => "纯字母",
            CodeAlphabet.Mixed => "混合码",
        };
    }
}
