using Microsoft.Extensions.DependencyInjection;

namespace Yaosu.Orgs.Contracts;

/// <summary>Something that an enterprise may do with valid papers only. A module declares it, its use case asks <see cref="Qualifications"/>, and the page of papers
/// tells people what each is good for.</summary>
/// <param name="Act">As the refusal says it: “新增接口密钥”.</param>
/// <param name="Kinds">Those that the enterprise's kind brings have to be valid.</param>
public sealed record QualificationNeed(string Act, params IReadOnlyList<QualificationKind> Kinds);

public static class QualificationNeedRegistration
{
    public static IServiceCollection AddQualificationNeed(this IServiceCollection services, QualificationNeed need) => services.AddSingleton(need);
}
