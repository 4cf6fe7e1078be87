using Yaosu.Platform.Hosting;
using Yaosu.Server.Hosting;

try
{
    return await YaosuHost.RunAsync(args);
}
catch (StartRefusedException refused)
{
    // A mistake of whoever starts the host: one sentence that names the key to mend, no stack trace.
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
