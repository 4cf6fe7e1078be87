using System.Diagnostics.CodeAnalysis;

namespace Yaosu;

/// <summary>What a use case answers when it has nothing to hand back: done, or refused and why.</summary>
public readonly struct Outcome : IEquatable<Outcome>
{
    private readonly Refusal[]? _refusals;

    private Outcome(Refusal[] refusals) => _refusals = refusals;

    public static Outcome Done => default;

    public bool IsDone => _refusals is null;

    /// <summary>Every reason; a form shows each beside its field. Empty when done.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals ?? [];

    /// <summary>The first reason; null when done.</summary>
    public Refusal? Refusal => _refusals?[0];

    public static implicit operator Outcome(Refusal refusal) => new([refusal]);

    public static Outcome Refused(IReadOnlyCollection<Refusal> refusals) =>
        refusals.Count > 0 ? new([.. refusals]) : throw new ArgumentException("A refusal needs a reason.", nameof(refusals));

    public bool Equals(Outcome other) => Refusals.SequenceEqual(other.Refusals);

    public override bool Equals(object? obj) => obj is Outcome other && Equals(other);

    public override int GetHashCode() => Refusal?.GetHashCode() ?? 0;

    public static bool operator ==(Outcome left, Outcome right) => left.Equals(right);

    public static bool operator !=(Outcome left, Outcome right) => !left.Equals(right);
}

/// <summary>What a use case answers when it hands something back: the value, or refused and why.</summary>
public readonly struct Outcome<T> : IEquatable<Outcome<T>>
{
    private readonly Refusal[]? _refusals;
    private readonly T? _value;

    private Outcome(T? value, Refusal[]? refusals)
    {
        _value = value;
        _refusals = refusals;
    }

    public bool IsDone => _refusals is null;

    public IReadOnlyList<Refusal> Refusals => _refusals ?? [];

    public Refusal? Refusal => _refusals?[0];

    /// <summary>Only after <see cref="IsDone"/>; asking a refused outcome for its value is a programmer's mistake.</summary>
    public T Value => IsDone ? _value! : throw new InvalidOperationException($"Refused: {Refusal!.Code}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, [refusal]);

    public static implicit operator Outcome(Outcome<T> outcome) => outcome._refusals is null ? Outcome.Done : Outcome.Refused(outcome._refusals);

    public static Outcome<T> Refused(IReadOnlyCollection<Refusal> refusals) =>
        refusals.Count > 0 ? new(default, [.. refusals]) : throw new ArgumentException("A refusal needs a reason.", nameof(refusals));

    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return IsDone;
    }

    public bool Equals(Outcome<T> other) => Refusals.SequenceEqual(other.Refusals) && EqualityComparer<T?>.Default.Equals(_value, other._value);

    public override bool Equals(object? obj) => obj is Outcome<T> other && Equals(other);

    public override int GetHashCode() => IsDone ? _value?.GetHashCode() ?? 0 : Refusal!.GetHashCode();

    public static bool operator ==(Outcome<T> left, Outcome<T> right) => left.Equals(right);

    public static bool operator !=(Outcome<T> left, Outcome<T> right) => !left.Equals(right);
}
