using System.ComponentModel.DataAnnotations;
using Yaosu.Orgs.Access;

namespace Yaosu.Orgs.ApiKeys;

internal sealed class ApiKeyForm
{
    public int Version { get; set; }

    [Label("密钥名称"), Required(ErrorMessage = "请填写密钥名称。"), MaxLength(ApiKey.NameLength, ErrorMessage = "名称不能超过 40 个字。")]
    public string? Name { get; set; }

    [Label("系统商名称"), MaxLength(ApiKey.NameLength, ErrorMessage = "名称不能超过 40 个字。")]
    public string? Provider { get; set; }

    [Label("允许的 IP")]
    public string? Addresses { get; set; }

    [Label("有效天数"), Range(1, AddSecret.MostDays, ErrorMessage = "有效天数应在 1 到 730 之间。")]
    public long? ValidDays { get; set; } = 365;

    [Label("权限")]
    public PermissionSet Permissions { get; set; } = new([]);

    internal SaveApiKey.Wanted Wanted => new(Name ?? "", Provider, Permissions.Codes, (Addresses ?? "").Split('\n'));

    internal static ApiKeyForm Of(ApiKey key) =>
        new() { Version = key.Version, Name = key.Name, Provider = key.Provider, Addresses = string.Join('\n', key.Addresses), Permissions = new([.. key.Permissions]) };
}
