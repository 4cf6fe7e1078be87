namespace Yaosu.Platform.Data;

public static class DataRefusals
{
    public static readonly Refusal Busy = new("platform.busy", "系统繁忙，请稍后再试。");
}
