using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ManagedStores : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "ManagesAllStores",
                schema: "orgs",
                table: "Users",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "ManagedStores",
                schema: "orgs",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    StoreId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ManagedStores", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_ManagedStores_Orgs_StoreId",
                        column: x => x.StoreId,
                        principalSchema: "orgs",
                        principalTable: "Orgs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ManagedStores_Users_OrgId_UserId",
                        columns: x => new { x.OrgId, x.UserId },
                        principalSchema: "orgs",
                        principalTable: "Users",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ManagedStores_OrgId_UserId_StoreId",
                schema: "orgs",
                table: "ManagedStores",
                columns: new[] { "OrgId", "UserId", "StoreId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ManagedStores_StoreId",
                schema: "orgs",
                table: "ManagedStores",
                column: "StoreId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ManagedStores",
                schema: "orgs");

            migrationBuilder.DropColumn(
                name: "ManagesAllStores",
                schema: "orgs",
                table: "Users");
        }
    }
}
