using System.ComponentModel.DataAnnotations;

namespace Yaosu.Orgs.Packages;

internal sealed class PackageForm
{
    public int Version { get; set; }

    [Label("名称"), Required(ErrorMessage = "请填写服务包名称，不超过 40 个字。"), MaxLength(ServicePackage.NameLength, ErrorMessage = "请填写服务包名称，不超过 40 个字。")]
    public string? Name { get; set; }

    [Label("说明"), MaxLength(ServicePackage.AboutLength, ErrorMessage = "说明不能超过 300 个字，请精简后重试。")]
    public string? About { get; set; }

    [Label("购买方式"), Required(ErrorMessage = "请选择购买方式。")]
    public PackageSale? Sale { get; set; }

    [Label("包含的页面"), MaxLength(20_000, ErrorMessage = "一个服务包最多包含 100 个页面，请删去一些。")]
    public string? Pages { get; set; }

    internal static PackageForm Of(ServicePackage package) =>
        new() { Version = package.Version, Name = package.Name, About = package.About, Sale = package.Sale, Pages = string.Join('\n', package.Pages) };
}
