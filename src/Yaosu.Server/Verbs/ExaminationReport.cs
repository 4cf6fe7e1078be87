using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Yaosu.Platform.Doctor;

namespace Yaosu.Server.Verbs;

internal static class ExaminationReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal static void Print(Examination examination)
    {
        Console.WriteLine($"数据库 {examination.Engine}，检查时间 {examination.At:yyyy-MM-dd HH:mm:ss} UTC");
        foreach (var finding in examination.Findings)
            Console.WriteLine($"  [{Label(finding.Level)}] {finding.Area}：{finding.Text}");
        if (examination.Tables.Count > 0)
            Console.WriteLine("各表行数：");
        foreach (var table in examination.Tables)
            Console.WriteLine($"  {table.Table,-36}{table.Rows,14:N0}");
        Console.WriteLine(examination.IsHealthy ? "结论：数据完整。" : "结论：发现异常，见上文标有“异常”的各项。");
    }

    internal static void PrintJson(Examination examination) =>
        Console.WriteLine(JsonSerializer.Serialize(new { healthy = examination.IsHealthy, examination.At, examination.Engine, examination.Findings, examination.Tables }, Json));

    private static string Label(FindingLevel level) => level switch
    {
        FindingLevel.Good => "正常",
        FindingLevel.Attention => "注意",
        FindingLevel.Wrong => "异常",
    };
}
