using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Help;

public static class HelpUrls
{
    public const string Help = ShellUrls.Help;

    public static string Article(string name) => $"{Help}/{name}";
}
