namespace Yaosu.Platform.Ui.Kit;

public enum Tone
{
    Neutral,
    Info,
    Ok,
    Warn,
    Danger,
}
