namespace Yaosu.Architecture.Tests.Plants;

public static class PlantsRefusals
{
    public static readonly Refusal Good = new("plants.good", "请先填写名称。");
    public static readonly Refusal WrongPrefix = new("others.wrong-prefix", "请先填写名称。");
    public static readonly Refusal English = new("plants.english", "Try again.");
    public static readonly Refusal Half = new("plants.half", "没有句号");
    public static readonly Refusal Twice = new("plants.twice", "请先填写名称。");
    public static readonly Refusal TwiceAgain = new("plants.twice", "请再填写一次名称。");

    public static Refusal Made(string of) => new("plants.made", $"Made of {of}");
}

public static class RefusesOnItsOwn
{
    public static Refusal No() => new("plants.no", "请先填写名称。");
}

public static class PlantsPermissions
{
    public static readonly Permission Forgotten = new("plants.forgotten", "样例", "没有列入模块目录。");
}

public sealed class TenantTable;
