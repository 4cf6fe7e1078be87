using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class RolesAndDepartments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Users_Roles_OrgId_RoleId",
                schema: "orgs",
                table: "Users");

            migrationBuilder.AddColumn<long>(
                name: "ViewAsRoleId",
                schema: "orgs",
                table: "Sessions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DataScope",
                schema: "orgs",
                table: "Roles",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "All");

            migrationBuilder.CreateTable(
                name: "Departments",
                schema: "orgs",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ParentId = table.Column<long>(type: "bigint", nullable: true),
                    Name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "zh-x-icu"),
                    Order = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Departments", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_Departments_Departments_OrgId_ParentId",
                        columns: x => new { x.OrgId, x.ParentId },
                        principalSchema: "orgs",
                        principalTable: "Departments",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "UserRoles",
                schema: "orgs",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    RoleId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserRoles", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_UserRoles_Roles_OrgId_RoleId",
                        columns: x => new { x.OrgId, x.RoleId },
                        principalSchema: "orgs",
                        principalTable: "Roles",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_UserRoles_Users_OrgId_UserId",
                        columns: x => new { x.OrgId, x.UserId },
                        principalSchema: "orgs",
                        principalTable: "Users",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Departments_OrgId_ParentId_Name",
                schema: "orgs",
                table: "Departments",
                columns: new[] { "OrgId", "ParentId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UserRoles_OrgId_RoleId",
                schema: "orgs",
                table: "UserRoles",
                columns: new[] { "OrgId", "RoleId" });

            migrationBuilder.CreateIndex(
                name: "IX_UserRoles_OrgId_UserId_RoleId",
                schema: "orgs",
                table: "UserRoles",
                columns: new[] { "OrgId", "UserId", "RoleId" },
                unique: true);

            // People kept one role so far; the number of a person is never given again, so it can be the row's own.
            migrationBuilder.Sql(@"INSERT INTO ""orgs"".""UserRoles"" (""OrgId"", ""Id"", ""UserId"", ""RoleId"") SELECT ""OrgId"", ""Id"", ""Id"", ""RoleId"" FROM ""orgs"".""Users"" WHERE ""RoleId"" IS NOT NULL");

            migrationBuilder.DropIndex(
                name: "IX_Users_OrgId_RoleId",
                schema: "orgs",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "RoleId",
                schema: "orgs",
                table: "Users");

            migrationBuilder.AddColumn<long>(
                name: "DepartmentId",
                schema: "orgs",
                table: "Users",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Users_OrgId_DepartmentId",
                schema: "orgs",
                table: "Users",
                columns: new[] { "OrgId", "DepartmentId" });

            migrationBuilder.AddForeignKey(
                name: "FK_Users_Departments_OrgId_DepartmentId",
                schema: "orgs",
                table: "Users",
                columns: new[] { "OrgId", "DepartmentId" },
                principalSchema: "orgs",
                principalTable: "Departments",
                principalColumns: new[] { "OrgId", "Id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Users_Departments_OrgId_DepartmentId",
                schema: "orgs",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_Users_OrgId_DepartmentId",
                schema: "orgs",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "DepartmentId",
                schema: "orgs",
                table: "Users");

            migrationBuilder.AddColumn<long>(
                name: "RoleId",
                schema: "orgs",
                table: "Users",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Users_OrgId_RoleId",
                schema: "orgs",
                table: "Users",
                columns: new[] { "OrgId", "RoleId" });

            migrationBuilder.DropTable(
                name: "Departments",
                schema: "orgs");

            migrationBuilder.DropTable(
                name: "UserRoles",
                schema: "orgs");

            migrationBuilder.DropColumn(
                name: "ViewAsRoleId",
                schema: "orgs",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "DataScope",
                schema: "orgs",
                table: "Roles");

            migrationBuilder.AddForeignKey(
                name: "FK_Users_Roles_OrgId_RoleId",
                schema: "orgs",
                table: "Users",
                columns: new[] { "OrgId", "RoleId" },
                principalSchema: "orgs",
                principalTable: "Roles",
                principalColumns: new[] { "OrgId", "Id" },
                onDelete: ReferentialAction.Restrict);
        }
    }
}
