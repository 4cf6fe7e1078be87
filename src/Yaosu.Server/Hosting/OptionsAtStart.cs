using Microsoft.Extensions.Options;
using Yaosu.Platform.Hosting;

namespace Yaosu.Server.Hosting;

internal static class OptionsAtStart
{
    private const string BeforeTheMessage = "error: '";

    /// <exception cref="StartRefusedException">Names every key that is wrong.</exception>
    internal static void CheckOptions(this IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException e)
        {
            throw Refused(e.Failures.Select(Message));
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            throw Refused(e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures).Select(Message));
        }
        catch (InvalidOperationException e) when (IsUnreadable(e))
        {
            throw Unreadable(e);
        }
    }

    internal static bool IsUnreadable(InvalidOperationException failure) => failure.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal);

    internal static StartRefusedException Unreadable(InvalidOperationException failure)
    {
        // "Failed to convert configuration value 'x' at 'Sessions:IdleMinutes' to type 'System.Int32'."
        var parts = failure.Message.Split('\'');
        return new($"配置有误：{parts.ElementAtOrDefault(3)} 的值“{parts.ElementAtOrDefault(1)}”无法识别，请填写数字或规定的格式。");
    }

    private static StartRefusedException Refused(IEnumerable<string> messages) => new($"配置有误：{string.Join("；", messages)}。");

    /// <summary>Ours alone, without what the framework puts around it.</summary>
    private static string Message(string failure) =>
        failure[(failure.LastIndexOf(BeforeTheMessage, StringComparison.Ordinal) is var at and >= 0 ? at + BeforeTheMessage.Length : 0)..].TrimEnd('\'', '.');
}
