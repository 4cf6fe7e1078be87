using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Numbers;

/// <summary>How codes look that are read alike: where their guard stands or, without one, their counter.</summary>
internal readonly record struct CodeForm
{
    public const int LongestKey = 40;

    private CodeForm(CodeShape? guard, CounterShape? counter) => (Guard, Counter) = (guard, counter);

    public CodeShape? Guard { get; }

    public CounterShape? Counter { get; }

    public int Length => Guard?.Length ?? Counter!.Value.Length;

    /// <summary>Stands in stored rows: <c>20-0-20-digits</c>.</summary>
    public string Key => Guard is { } guard
        ? Text(guard.Length, guard.GuardOffset, guard.GuardLength, guard.Space.ToString().Split('-')[0])
        : Text(Counter!.Value.Length, Counter.Value.CounterOffset, Counter.Value.CounterLength, "counter");

    public static CodeForm Of(CodeLayout layout) => new(layout.Shape, layout.CounterShape);

    public static CodeForm Parse(string key)
    {
        var parts = key.Split('-');
        var (length, offset, width) = (Number(parts[0]), Number(parts[1]), Number(parts[2]));
        return parts[3] switch
        {
            "counter" => new(null, new(length, offset, width)),
            "digits" => new(new(length, offset, width, CodeAlphabet.Digits), null),
            "letters" => new(new(length, offset, width, CodeAlphabet.Letters), null),
            "mixed" => new(new(length, offset, width, CodeAlphabet.Mixed), null),
            _ => throw new FormatException($"'{key}' is the form of no code."),
        };
    }

    /// <summary>Which numbers its codes are made of.</summary>
    /// <param name="common">What stands around the counter of codes without a guard.</param>
    public string SpaceOf(string common) => Guard is { } guard ? guard.Space.ToString() : $"{Text(Counter!.Value.Length, Counter.Value.CounterOffset, Counter.Value.CounterLength, "counter")}-{common}";

    private static string Text(int length, int offset, int width, string kind) => string.Create(CultureInfo.InvariantCulture, $"{length}-{offset}-{width}-{kind}");

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>A form that codes were made in: few of them, so every code that is looked up is read in each form of its length.</summary>
[PlatformFact("What is read in every form is any enterprise's code.")]
internal sealed class KnownForm
{
    public required string Key { get; init; }

    public required int Length { get; init; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<KnownForm>().ToTable("CodeForms", CodesModule.SchemaName);
        entity.HasKey(x => x.Key);
        entity.Property(x => x.Key).HasMaxLength(CodeForm.LongestKey);
        entity.HasIndex(x => x.Length);
    }
}
