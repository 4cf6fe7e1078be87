namespace Yaosu.Platform.Hosting;

/// <summary>The host can't start and a person can mend it. The host prints the message, a Chinese sentence that names the key or thing to mend, and no stack trace.</summary>
public sealed class StartRefusedException(string sentence, Exception? cause = null) : Exception(sentence, cause);
