using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Yaosu.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class ServicePackages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "SuspendedAt",
                schema: "orgs",
                table: "Orgs",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SuspendedWhy",
                schema: "orgs",
                table: "Orgs",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ServicePackages",
                schema: "orgs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    About = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Sale = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    PartOfId = table.Column<long>(type: "bigint", nullable: true),
                    Order = table.Column<int>(type: "int", nullable: false),
                    Pages = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServicePackages", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ServicePackages_ServicePackages_PartOfId",
                        column: x => x.PartOfId,
                        principalSchema: "orgs",
                        principalTable: "ServicePackages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PackageApplications",
                schema: "orgs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    PackageId = table.Column<long>(type: "bigint", nullable: false),
                    PackageName = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    AskedById = table.Column<long>(type: "bigint", nullable: false),
                    AskedBy = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Answer = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PackageApplications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PackageApplications_Orgs_OrgId",
                        column: x => x.OrgId,
                        principalSchema: "orgs",
                        principalTable: "Orgs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PackageApplications_ServicePackages_PackageId",
                        column: x => x.PackageId,
                        principalSchema: "orgs",
                        principalTable: "ServicePackages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PackagePurchases",
                schema: "orgs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    PackageId = table.Column<long>(type: "bigint", nullable: false),
                    PackageName = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    GrantedBy = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    GrantedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    WarnedDays = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PackagePurchases", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PackagePurchases_Orgs_OrgId",
                        column: x => x.OrgId,
                        principalSchema: "orgs",
                        principalTable: "Orgs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PackagePurchases_ServicePackages_PackageId",
                        column: x => x.PackageId,
                        principalSchema: "orgs",
                        principalTable: "ServicePackages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                schema: "orgs",
                table: "ServicePackages",
                columns: new[] { "Id", "About", "Name", "Order", "Pages", "PartOfId", "Sale", "Version" },
                values: new object[,]
                {
                    { 1L, "移动稽查、全程追溯、授权管理和企业告示管理四个服务包，可整体购买，也可分开购买。", "高级版服务包", 10, "", null, "Alone", 0 },
                    { 6L, "经营数据一览；为必选服务包，随其他服务包一起购买。", "新版数据中心", 60, "reports.data-centre 新版数据中心", null, "OnlyTogether", 0 },
                    { 7L, "把稽查数据接入企业自己的系统。", "移动稽查接口应用", 70, "inspections.interface 移动稽查接口应用", null, "Optional", 0 },
                    { 8L, "把出入库数据直接上传到平台。", "快易通接口", 80, "stock.fast-link 快易通接口", null, "Optional", 0 },
                    { 9L, "面向消费者的扫码页、素材和扫码统计。", "M2C服务包", 90, "scans.basic-page 基础版设置\nscans.advanced-page 高级版设置\nscans.surveys 调查问卷\nscans.articles 文章管理\nscans.pictures 图片管理\nscans.videos 视频管理\nscans.overview 扫码情况总览\nscans.traffic 流量总览\nscans.audience 地域与用户画像\nscans.heat 页面热力分析\nscans.anomalies 异常扫码统计", null, "OnlyWhole", 0 },
                    { 2L, "在市场上核查药品流向，发现窜货。", "移动稽查服务包", 20, "inspections.app 移动稽查APP\ninspections.details 稽查明细统计\ninspections.summary 稽查汇总统计\ninspections.diversion 药品销售区域分布", 1L, "Alone", 0 },
                    { 3L, "按单码、批次和企业查询药品流向。", "全程追溯服务包", 30, "flow.single-code 单码流向查询\nflow.batch 批次流向查询\nflow.org 企业流向查询\npartners.invitations 发送授权邀请", 1L, "Alone", 0 },
                    { 4L, "了解下游企业的授权进度和数据上传情况。", "授权管理服务包", 40, "partners.authorisations 授权进度查询\npartners.cancelled 取消授权企业查询\npartners.uploads 下游上传情况统计", 1L, "Alone", 0 },
                    { 5L, "向下游企业发布告示。", "企业告示管理服务包", 50, "notices.publish 企业告示发布", 1L, "Alone", 0 }
                });

            migrationBuilder.CreateIndex(
                name: "IX_PackageApplications_OrgId_State",
                schema: "orgs",
                table: "PackageApplications",
                columns: new[] { "OrgId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_PackageApplications_PackageId",
                schema: "orgs",
                table: "PackageApplications",
                column: "PackageId");

            migrationBuilder.CreateIndex(
                name: "IX_PackageApplications_State",
                schema: "orgs",
                table: "PackageApplications",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_PackagePurchases_OrgId_PackageId",
                schema: "orgs",
                table: "PackagePurchases",
                columns: new[] { "OrgId", "PackageId" });

            migrationBuilder.CreateIndex(
                name: "IX_PackagePurchases_PackageId",
                schema: "orgs",
                table: "PackagePurchases",
                column: "PackageId");

            migrationBuilder.CreateIndex(
                name: "IX_PackagePurchases_Until",
                schema: "orgs",
                table: "PackagePurchases",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_ServicePackages_Name",
                schema: "orgs",
                table: "ServicePackages",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ServicePackages_PartOfId",
                schema: "orgs",
                table: "ServicePackages",
                column: "PartOfId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PackageApplications",
                schema: "orgs");

            migrationBuilder.DropTable(
                name: "PackagePurchases",
                schema: "orgs");

            migrationBuilder.DropTable(
                name: "ServicePackages",
                schema: "orgs");

            migrationBuilder.DropColumn(
                name: "SuspendedAt",
                schema: "orgs",
                table: "Orgs");

            migrationBuilder.DropColumn(
                name: "SuspendedWhy",
                schema: "orgs",
                table: "Orgs");
        }
    }
}
