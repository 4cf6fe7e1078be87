using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class DrugDetails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DrugDetails",
                schema: "drugs",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    DrugId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    DrugLabel = table.Column<string>(type: "character varying(350)", maxLength: 350, nullable: false),
                    SavedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    SavedBy = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ImageFileId = table.Column<long>(type: "bigint", nullable: true),
                    Sale = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Control = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Leaflet = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    TradeName = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    Ingredients = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    Appearance = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    Indications = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    Dosage = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    Contraindications = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    AdverseReactions = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    Precautions = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    Pregnancy = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    Children = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    Elderly = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    Pictures = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DrugDetails", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_DrugDetails_Drugs_OrgId_DrugId",
                        columns: x => new { x.OrgId, x.DrugId },
                        principalSchema: "drugs",
                        principalTable: "Drugs",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DrugDetails_Files_OrgId_ImageFileId",
                        columns: x => new { x.OrgId, x.ImageFileId },
                        principalSchema: "platform",
                        principalTable: "Files",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DrugDetails_OrgId_DrugId_Number",
                schema: "drugs",
                table: "DrugDetails",
                columns: new[] { "OrgId", "DrugId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DrugDetails_OrgId_ImageFileId",
                schema: "drugs",
                table: "DrugDetails",
                columns: new[] { "OrgId", "ImageFileId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DrugDetails",
                schema: "drugs");
        }
    }
}
