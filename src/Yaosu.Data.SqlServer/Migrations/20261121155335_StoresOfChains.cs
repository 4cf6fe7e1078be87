using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class StoresOfChains : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "HeadquartersId",
                schema: "orgs",
                table: "Orgs",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HeadquartersId",
                schema: "orgs",
                table: "JoinApplications",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Orgs_HeadquartersId",
                schema: "orgs",
                table: "Orgs",
                column: "HeadquartersId");

            migrationBuilder.CreateIndex(
                name: "IX_JoinApplications_HeadquartersId",
                schema: "orgs",
                table: "JoinApplications",
                column: "HeadquartersId");

            migrationBuilder.AddForeignKey(
                name: "FK_JoinApplications_Orgs_HeadquartersId",
                schema: "orgs",
                table: "JoinApplications",
                column: "HeadquartersId",
                principalSchema: "orgs",
                principalTable: "Orgs",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Orgs_Orgs_HeadquartersId",
                schema: "orgs",
                table: "Orgs",
                column: "HeadquartersId",
                principalSchema: "orgs",
                principalTable: "Orgs",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_JoinApplications_Orgs_HeadquartersId",
                schema: "orgs",
                table: "JoinApplications");

            migrationBuilder.DropForeignKey(
                name: "FK_Orgs_Orgs_HeadquartersId",
                schema: "orgs",
                table: "Orgs");

            migrationBuilder.DropIndex(
                name: "IX_Orgs_HeadquartersId",
                schema: "orgs",
                table: "Orgs");

            migrationBuilder.DropIndex(
                name: "IX_JoinApplications_HeadquartersId",
                schema: "orgs",
                table: "JoinApplications");

            migrationBuilder.DropColumn(
                name: "HeadquartersId",
                schema: "orgs",
                table: "Orgs");

            migrationBuilder.DropColumn(
                name: "HeadquartersId",
                schema: "orgs",
                table: "JoinApplications");
        }
    }
}
