using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class OwnCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "LayoutJson",
                schema: "codes",
                table: "PackageLevels",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(4000)",
                oldMaxLength: 4000);

            migrationBuilder.CreateTable(
                name: "OwnCodes",
                schema: "codes",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    MerchantId = table.Column<long>(type: "bigint", nullable: false),
                    PackageId = table.Column<long>(type: "bigint", nullable: false),
                    Serial = table.Column<long>(type: "bigint", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OwnCodes", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_OwnCodes_CodePackages_OrgId_PackageId",
                        columns: x => new { x.OrgId, x.PackageId },
                        principalSchema: "codes",
                        principalTable: "CodePackages",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_OwnCodes_Merchants_OrgId_MerchantId",
                        columns: x => new { x.OrgId, x.MerchantId },
                        principalSchema: "codes",
                        principalTable: "Merchants",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PrefixClaims",
                schema: "codes",
                columns: table => new
                {
                    Prefix = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Host = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    MerchantId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PrefixClaims", x => x.Prefix);
                });

            migrationBuilder.CreateTable(
                name: "PrefixHosts",
                schema: "codes",
                columns: table => new
                {
                    Host = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Turns = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PrefixHosts", x => x.Host);
                });

            migrationBuilder.CreateIndex(
                name: "IX_OwnCodes_OrgId_MerchantId_Text",
                schema: "codes",
                table: "OwnCodes",
                columns: new[] { "OrgId", "MerchantId", "Text" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OwnCodes_OrgId_PackageId_Serial",
                schema: "codes",
                table: "OwnCodes",
                columns: new[] { "OrgId", "PackageId", "Serial" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PrefixClaims_Host",
                schema: "codes",
                table: "PrefixClaims",
                column: "Host");

            migrationBuilder.CreateIndex(
                name: "IX_PrefixClaims_OrgId_MerchantId",
                schema: "codes",
                table: "PrefixClaims",
                columns: new[] { "OrgId", "MerchantId" });

            // Of two who had claimed the same before, the older merchant has it.
            migrationBuilder.Sql(@"INSERT INTO [codes].[PrefixClaims] ([Prefix], [Host], [OrgId], [MerchantId]) SELECT [Prefix], SUBSTRING([Prefix], 9, CHARINDEX(N'/', [Prefix], 9) - 9), [OrgId], [Id] FROM (SELECT p.[value] AS [Prefix], m.[OrgId], m.[Id], ROW_NUMBER() OVER (PARTITION BY p.[value] ORDER BY m.[Id]) AS [Turn] FROM [codes].[Merchants] AS m CROSS APPLY STRING_SPLIT(m.[UrlPrefixes], NCHAR(10)) AS p WHERE p.[value] <> N'') AS known WHERE [Turn] = 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OwnCodes",
                schema: "codes");

            migrationBuilder.DropTable(
                name: "PrefixClaims",
                schema: "codes");

            migrationBuilder.DropTable(
                name: "PrefixHosts",
                schema: "codes");

            migrationBuilder.AlterColumn<string>(
                name: "LayoutJson",
                schema: "codes",
                table: "PackageLevels",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "nvarchar(4000)",
                oldMaxLength: 4000,
                oldNullable: true);
        }
    }
}
