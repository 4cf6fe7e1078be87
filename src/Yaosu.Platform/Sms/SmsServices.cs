using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Background;
using Yaosu.Platform.Hosting;

namespace Yaosu.Platform.Sms;

public static class SmsServices
{
    /// <summary>Lets the calling module send this kind of message.</summary>
    public static IServiceCollection AddSmsKind(this IServiceCollection services, SmsKind kind) => services.AddSingleton(kind);

    internal static IServiceCollection AddYaosuSms(this IServiceCollection services)
    {
        services.AddChecked<SmsOptions>("Sms");
        services.AddSingleton<IValidateOptions<SmsOptions>, SmsTemplatesCheck>();
        services.AddSingleton<QueueSms>();
        services.AddSingleton<SmsOutboxList>();
        services.AddSingleton<ISmsSender>(provider => provider.GetRequiredService<IOptions<SmsOptions>>().Value.Provider switch
        {
            SmsProvider.Local => new LocalSmsOutbox(),
            SmsProvider.Http => ActivatorUtilities.CreateInstance<HttpSmsSender>(provider),
        });
        services.AddOutboxHandler<SmsDelivery>();
        return services;
    }
}
