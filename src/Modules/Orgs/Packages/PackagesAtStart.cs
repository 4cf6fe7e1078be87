namespace Yaosu.Orgs.Packages;

/// <summary>What the product sells from the beginning. Operators change it afterwards; their changes stay.</summary>
internal static class PackagesAtStart
{
    internal const long Advanced = 1;
    internal const long Inspections = 2;
    internal const long Tracing = 3;
    internal const long Authorisations = 4;
    internal const long Notices = 5;
    internal const long DataCentre = 6;
    internal const long InspectionInterface = 7;
    internal const long FastLink = 8;
    internal const long Consumers = 9;

    internal static readonly IReadOnlyList<ServicePackage> All =
    [
        New(Advanced, "高级版服务包", "移动稽查、全程追溯、授权管理和企业告示管理四个服务包，可整体购买，也可分开购买。", PackageSale.Alone, null),
        New(Inspections, "移动稽查服务包", "在市场上核查药品流向，发现窜货。", PackageSale.Alone, Advanced,
            "inspections.app 移动稽查APP", "inspections.details 稽查明细统计", "inspections.summary 稽查汇总统计", "inspections.diversion 药品销售区域分布"),
        New(Tracing, "全程追溯服务包", "按单码、批次和企业查询药品流向。", PackageSale.Alone, Advanced,
            "flow.single-code 单码流向查询", "flow.batch 批次流向查询", "flow.org 企业流向查询", "partners.invitations 发送授权邀请"),
        New(Authorisations, "授权管理服务包", "了解下游企业的授权进度和数据上传情况。", PackageSale.Alone, Advanced,
            "partners.authorisations 授权进度查询", "partners.cancelled 取消授权企业查询", "partners.uploads 下游上传情况统计"),
        New(Notices, "企业告示管理服务包", "向下游企业发布告示。", PackageSale.Alone, Advanced, "notices.publish 企业告示发布"),
        New(DataCentre, "新版数据中心", "经营数据一览；为必选服务包，随其他服务包一起购买。", PackageSale.OnlyTogether, null, "reports.data-centre 新版数据中心"),
        New(InspectionInterface, "移动稽查接口应用", "把稽查数据接入企业自己的系统。", PackageSale.Optional, null, "inspections.interface 移动稽查接口应用"),
        New(FastLink, "快易通接口", "把出入库数据直接上传到平台。", PackageSale.Optional, null, "stock.fast-link 快易通接口"),
        New(Consumers, "M2C服务包", "面向消费者的扫码页、素材和扫码统计。", PackageSale.OnlyWhole, null,
            "scans.basic-page 基础版设置", "scans.advanced-page 高级版设置", "scans.surveys 调查问卷", "scans.articles 文章管理", "scans.pictures 图片管理", "scans.videos 视频管理",
            "scans.overview 扫码情况总览", "scans.traffic 流量总览", "scans.audience 地域与用户画像", "scans.heat 页面热力分析", "scans.anomalies 异常扫码统计"),
    ];

    private static ServicePackage New(long id, string name, string about, PackageSale sale, long? partOf, params List<string> pages) =>
        new() { Id = id, Order = (int)id * 10, Name = name, About = about, Sale = sale, PartOfId = partOf, Pages = pages };
}
