using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Yaosu.Codes;

namespace Yaosu.Tests.Kernel.Codes;

/// <summary>The nine samples are those that NIST publishes beside SP 800-38G.</summary>
public sealed class Ff1Tests
{
    private const string Key128 = "2B7E151628AED2A6ABF7158809CF4F3C";
    private const string Key192 = Key128 + "EF4359D8D580AA4F";
    private const string Key256 = Key192 + "7F036D6F04FC6A94";
    private const string Tweak10 = "39383736353433323130";
    private const string Tweak11 = "3737373770717273373737";
    private const string Characters = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>In place by the machine's instructions, where it has them, and by the library.</summary>
    private static bool[] WaysOfAes => AesSchedule.IsSupported ? [true, false] : [false];

    [Theory]
    [InlineData(Key128, 10, "", "0123456789", "2433477484")]
    [InlineData(Key128, 10, Tweak10, "0123456789", "6124200773")]
    [InlineData(Key128, 36, Tweak11, "0123456789abcdefghi", "a9tv40mll9kdu509eum")]
    [InlineData(Key192, 10, "", "0123456789", "2830668132")]
    [InlineData(Key192, 10, Tweak10, "0123456789", "2496655549")]
    [InlineData(Key192, 36, Tweak11, "0123456789abcdefghi", "xbj3kv35jrawxv32ysr")]
    [InlineData(Key256, 10, "", "0123456789", "6657667009")]
    [InlineData(Key256, 10, Tweak10, "0123456789", "1001623463")]
    [InlineData(Key256, 36, Tweak11, "0123456789abcdefghi", "xs8a0azh2avyalyzuwd")]
    public void Both_paths_give_the_standards_samples(string key, int radix, string tweak, string plain, string encrypted)
    {
        using var secret = new CodeKey(Convert.FromHexString(key));
        using var general = new Ff1(secret, radix, Convert.FromHexString(tweak));
        var (numerals, result) = (Of(plain), new byte[plain.Length]);
        general.Encrypt(numerals, result);
        Text(result).Should().Be(encrypted);
        general.Decrypt(result, result);
        Text(result).Should().Be(plain);

        foreach (var inPlace in WaysOfAes)
        {
            using var fast = ShortFf1.Create(secret, radix, plain.Length, Convert.FromHexString(tweak), Ff1.SmallestDomain, inPlace);
            var (left, right) = Halves(numerals, radix);
            var there = fast.Encrypt(left, right);
            there.Should().Be(Halves(Of(encrypted), radix));
            fast.Decrypt(there.Left, there.Right).Should().Be((left, right));
        }
    }

    [Theory]
    [InlineData(Key128, Tweak11, "0123456789abcdefghijklmnopqrstuvwxyz", "etctqbhw42iifzhqis3g034b3qcrdrc4de0b")]
    [InlineData(Key128, Tweak11, "0123456789abcdefghijklmnopqrstuvwxyz0", "0yzk1dh3qrizd3fakndofz0lswvabsajv45o9")]
    [InlineData(Key192, "", "zyxwvutsrqponmlkjihgfedcba9876543210zyxwvu", "0km7yov4j83dez5xjgj0f3garxzbtuv8lb38oyl5dl")]
    [InlineData(Key256, Tweak10, "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghij", "kjgglrhxgz6085z4vy46f12kenmi9msle48zlxb1ign5h8wzq6at5s4y")]
    public void Longer_strings_than_the_samples_give_what_another_implementation_gives(string key, string tweak, string plain, string encrypted)
    {
        using var secret = new CodeKey(Convert.FromHexString(key));
        using var general = new Ff1(secret, 36, Convert.FromHexString(tweak));
        var result = new byte[plain.Length];
        general.Encrypt(Of(plain), result);
        Text(result).Should().Be(encrypted, "from 37 numerals on a round's number takes more than one block");
    }

    [Fact]
    public void Both_paths_agree_for_every_radix_and_length()
    {
        var random = new Random(20_261_121);
        var (narrow, wide) = (0, 0);
        for (var radix = Ff1.SmallestRadix; radix <= Ff1.LargestRadix; radix++)
        {
            for (var length = 2; length <= ShortFf1.MostNumerals; length++)
            {
                if (BigInteger.Pow(radix, length) < Ff1.SmallestDomainInTests)
                    continue;
                using var key = new CodeKey(Bytes(random, 8 * random.Next(2, 5)));
                var tweak = Bytes(random, random.Next(0, 40));
                using var general = new Ff1(key, radix, tweak, Ff1.SmallestDomainInTests);
                foreach (var numerals in (byte[][])[Numbers(random, radix, length), new byte[length], [.. Enumerable.Repeat((byte)(radix - 1), length)]])
                {
                    var expected = new byte[length];
                    general.Encrypt(numerals, expected);
                    var ((left, right), wanted) = (Halves(numerals, radix), Halves(expected, radix));
                    foreach (var inPlace in WaysOfAes)
                    {
                        using var fast = ShortFf1.Create(key, radix, length, tweak, Ff1.SmallestDomainInTests, inPlace);
                        (narrow, wide) = fast is NarrowFf1 ? (narrow + 1, wide) : (narrow, wide + 1);
                        fast.Encrypt(left, right).Should().Be(wanted, "radix {0}, length {1}", radix, length);
                        fast.Decrypt(wanted.Left, wanted.Right).Should().Be((left, right), "radix {0}, length {1}", radix, length);
                        // In a run a string goes another way than alone; one of more than 128 bits can't begin it.
                        var modulus = (UInt128)BigInteger.Pow(radix, length - (length / 2));
                        var first = left % (UInt128.MaxValue / modulus);
                        fast.EncryptRun((first * modulus) + right, 1);
                        (fast.Left(0), fast.Right(0)).Should().Be(first == left ? wanted : fast.Encrypt(first, right), "radix {0}, length {1}", radix, length);
                    }
                    general.Decrypt(expected, expected);
                    expected.Should().Equal(numerals);
                }
            }
        }
        (narrow, wide).Should().Match<(int Narrow, int Wide)>(x => x.Narrow > 900 && x.Wide > 100);
    }

    [Theory]
    [InlineData(10, 20)]
    [InlineData(10, 13)]
    [InlineData(26, 14)]
    [InlineData(36, 13)]
    [InlineData(36, 16)]
    [InlineData(26, 29)]
    [InlineData(36, 31)]
    [InlineData(36, 32)]
    public void A_run_is_what_one_after_another_gives(int radix, int length)
    {
        using var key = CodeKey.New();
        using var single = ShortFf1.Create(key, radix, length, [], Ff1.SmallestDomain, inPlace: false);
        var modulus = (UInt128)BigInteger.Pow(radix, length - (length / 2));
        // Over the edge where the left half counts up.
        var first = (modulus * 3) - 5;
        foreach (var inPlace in WaysOfAes)
        {
            using var batch = ShortFf1.Create(key, radix, length, [], Ff1.SmallestDomain, inPlace);
            foreach (var count in (int[])[1, 2, 7, 8, 9, 11, ShortFf1.Batch - 1, ShortFf1.Batch, 3])
            {
                batch.EncryptRun(first, count);
                for (var i = 0; i < count; i++)
                {
                    var (left, right) = UInt128.DivRem(first + (uint)i, modulus);
                    (batch.Left(i), batch.Right(i)).Should().Be(single.Encrypt(left, right));
                }
            }
        }
    }

    [Theory]
    [InlineData(10, 2)]
    [InlineData(10, 3)]
    [InlineData(10, 4)]
    [InlineData(26, 2)]
    [InlineData(26, 3)]
    [InlineData(36, 2)]
    [InlineData(36, 3)]
    [InlineData(2, 13)]
    [InlineData(3, 7)]
    public void Every_string_of_a_small_world_is_met_once_and_comes_back(int radix, int length)
    {
        using var key = CodeKey.New();
        using var cipher = ShortFf1.Create(key, radix, length, smallestDomain: Ff1.SmallestDomainInTests);
        var (world, modulus) = ((int)BigInteger.Pow(radix, length), (int)BigInteger.Pow(radix, length - (length / 2)));
        var (met, stayed) = (new bool[world], 0);
        for (var first = 0; first < world; first += ShortFf1.Batch)
        {
            var results = new List<(UInt128 Left, UInt128 Right)>();
            cipher.EncryptRun((UInt128)first, Math.Min(ShortFf1.Batch, world - first));
            for (var i = 0; i < Math.Min(ShortFf1.Batch, world - first); i++)
                results.Add((cipher.Left(i), cipher.Right(i)));
            for (var i = 0; i < results.Count; i++)
            {
                var there = (int)((results[i].Left * (uint)modulus) + results[i].Right);
                met[there].Should().BeFalse();
                met[there] = true;
                stayed += there == first + i ? 1 : 0;
                var (left, right) = cipher.Decrypt(results[i].Left, results[i].Right);
                ((int)((left * (uint)modulus) + right)).Should().Be(first + i);
            }
        }
        met.Should().NotContain(false);
        // A permutation by chance leaves about one in its place.
        stayed.Should().BeLessThan(12);
    }

    [Fact]
    public void Long_strings_come_back_and_the_tweak_and_key_matter()
    {
        var random = new Random(7);
        using var key = CodeKey.New();
        using var other = CodeKey.New();
        foreach (var (radix, length) in ((int, int)[])[(2, 500), (10, 33), (10, 57), (36, 100), (7, 301)])
        {
            var numerals = Numbers(random, radix, length);
            var results = new List<string>();
            foreach (var (secret, tweak) in ((CodeKey, byte[])[])[(key, []), (key, [1]), (key, [0]), (other, [])])
            {
                using var cipher = new Ff1(secret, radix, tweak);
                var (there, back) = (new byte[length], new byte[length]);
                cipher.Encrypt(numerals, there);
                cipher.Decrypt(there, back);
                back.Should().Equal(numerals);
                results.Add(Text(there));
            }
            results.Should().OnlyHaveUniqueItems().And.NotContain(Text(numerals));
        }
    }

    [Fact]
    public void What_the_standard_does_not_allow_is_a_programmers_mistake()
    {
        using var key = CodeKey.New();
        FluentActions.Invoking(() => new Ff1(key, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new Ff1(key, 37)).Should().Throw<ArgumentOutOfRangeException>();
        using var cipher = new Ff1(key, 10);
        cipher.Invoking(x => x.Encrypt([1, 2, 3, 4, 5], new byte[5])).Should().Throw<ArgumentException>("five digits are fewer than a million strings");
        cipher.Invoking(x => x.Encrypt([1, 2, 3, 4, 5, 10], new byte[6])).Should().Throw<ArgumentException>();
        cipher.Invoking(x => x.Encrypt([1, 2, 3, 4, 5, 6], new byte[5])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ShortFf1.Create(key, 10, 5)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ShortFf1.Create(key, 10, 33)).Should().Throw<ArgumentOutOfRangeException>();
        using var fast = ShortFf1.Create(key, 10, 6);
        fast.Invoking(x => x.EncryptRun(999_999, 1)).Should().NotThrow();
        fast.Invoking(x => x.EncryptRun(999_999, 2)).Should().Throw<ArgumentOutOfRangeException>();
        fast.Invoking(x => x.EncryptRun(0, ShortFf1.Batch + 1)).Should().Throw<ArgumentOutOfRangeException>();
        fast.Invoking(x => x.Decrypt(1000, 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(Key128)]
    [InlineData(Key192)]
    [InlineData(Key256)]
    public void The_machines_AES_is_the_librarys(string key)
    {
        if (!AesSchedule.IsSupported)
        {
            FluentActions.Invoking(() => ShortFf1.Create(CodeKey.New(), 10, 20)).Should().NotThrow("the library does it");
            return;
        }
        var (random, block, expected) = (new Random(3), new byte[Ff1.BlockLength], new byte[Ff1.BlockLength]);
        using var secret = new CodeKey(Convert.FromHexString(key));
        using var library = secret.CreateAes();
        using var schedule = AesSchedule.Of(secret);
        for (var i = 0; i < 1000; i++)
        {
            random.NextBytes(block);
            library.EncryptEcb(block, expected, PaddingMode.None);
            schedule.Encrypt(BinaryPrimitives.ReadUInt128BigEndian(block)).Should().Be(BinaryPrimitives.ReadUInt128BigEndian(expected));
        }
        schedule.Dispose();
        schedule.Invoking(x => x.Encrypt(UInt128.Zero)).Should().Throw<ObjectDisposedException>("with a wiped key it would give something");
    }

    [Fact]
    public void A_key_that_is_done_with_is_wiped_and_never_prints_itself()
    {
        var key = CodeKey.New();
        var copy = new byte[key.Length];
        key.CopyTo(copy);
        copy.Should().HaveCount(CodeKey.NewLength).And.Contain(x => x != 0);
        key.ToString().Should().Be(nameof(CodeKey));
        key.Dispose();
        key.Invoking(x => x.CopyTo(copy)).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => new Ff1(key, 10)).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => new CodeKey(new byte[15])).Should().Throw<ArgumentException>();
    }

    private static byte[] Of(string text) => [.. text.Select(c => (byte)Characters.IndexOf(c))];

    private static string Text(byte[] numerals) => string.Concat(numerals.Select(x => Characters[x]));

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Numbers(Random random, int radix, int length) => [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(radix))];

    private static (UInt128 Left, UInt128 Right) Halves(byte[] numerals, int radix) => (Number(numerals[..(numerals.Length / 2)], radix), Number(numerals[(numerals.Length / 2)..], radix));

    private static UInt128 Number(byte[] numerals, int radix) => numerals.Aggregate(UInt128.Zero, (number, numeral) => (number * (uint)radix) + numeral);
}
