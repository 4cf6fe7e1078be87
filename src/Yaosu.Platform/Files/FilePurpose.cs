using Microsoft.Extensions.DependencyInjection;

namespace Yaosu.Platform.Files;

/// <summary>What files are kept for: what may be stored, who may read it and how long it stays. Declared by the module that uses them.</summary>
/// <param name="Code">Stable; stands in stored rows and in upload addresses.</param>
/// <param name="Name">What people call it.</param>
public sealed record FilePurpose(string Code, string Name)
{
    /// <summary>Kinds that people may upload, by content; empty when only the product itself writes such files.</summary>
    public IReadOnlySet<FileKind> Uploads { get; init; } = new HashSet<FileKind>();

    public required long MaxBytes { get; init; }

    /// <summary>Tighter than what holds for every image; null when it needn't be.</summary>
    public long? MaxPixels { get; init; }

    /// <summary>Needed to upload; null when every signed-in person may.</summary>
    public Permission? ToUpload { get; init; }

    /// <summary>Asked for files of the actor's own enterprise only; no other ever gets here.</summary>
    public required Func<Actor, StoredFile, bool> MayRead { get; init; }

    /// <summary>How long after it was stored it is deleted by itself. For uploads: unless a use case called <see cref="StoredFile.Keep"/> on it before.</summary>
    public required TimeSpan? GoesAfter { get; init; }
}

/// <summary>Who may read a file, for <see cref="FilePurpose.MayRead"/>.</summary>
public static class FileReaders
{
    public static bool WholeEnterprise(Actor actor, StoredFile file) => actor.IsOf(file.OrgId);

    public static bool OwnerOnly(Actor actor, StoredFile file) =>
        actor.IsOf(file.OrgId) && (actor.Kind == ActorKind.System || (file.CreatedById != 0 && actor.UserId == file.CreatedById));
}

/// <summary>The purposes that this node knows.</summary>
public sealed class FilePurposes
{
    private readonly Dictionary<string, FilePurpose> _byCode = new(StringComparer.Ordinal);

    public FilePurposes(IEnumerable<FilePurpose> purposes)
    {
        foreach (var purpose in purposes)
            if (!_byCode.TryAdd(purpose.Code, purpose))
                throw new InvalidOperationException($"Two file purposes are called '{purpose.Code}'.");
    }

    /// <summary>Null for a code from outside, and for a row that a newer version wrote.</summary>
    public FilePurpose? Find(string? code) => code is null ? null : _byCode.GetValueOrDefault(code);
}

public static class FilePurposeRegistration
{
    public static IServiceCollection AddFilePurpose(this IServiceCollection services, FilePurpose purpose) => services.AddSingleton(purpose);
}
