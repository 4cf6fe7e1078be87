using System.Text.RegularExpressions;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>The files in docker/, read as text: no engine has run them here.</summary>
public sealed partial class ContainersTests
{
    private static readonly string Folder = Path.Combine(Repository.Folder, "docker");

    public static TheoryData<string> Compositions => new("compose.yaml", "compose.embedded.yaml");

    [Theory]
    [MemberData(nameof(Compositions))]
    public void Every_service_runs_with_as_little_as_it_needs(string file)
    {
        var composition = PlainYaml.Read(Text(file));
        var services = Map(composition["services"]);
        services.Should().NotBeEmpty();
        foreach (var (name, content) in services)
        {
            var service = Map(content);
            service.ContainsKey("build").Should().Be(!service.TryGetValue("image", out var image) || image is "yaosu", $"{name} is either ours or pinned");
            if (!service.ContainsKey("build"))
                IsPinned((string)image!).Should().BeTrue($"{image} must name its version");
            List(service["cap_drop"]).Should().Equal("ALL");
            List(service["security_opt"]).Should().Equal("no-new-privileges:true");
            service["restart"].Should().Be("unless-stopped");
            (service.GetValueOrDefault("read_only") is "true").Should().Be(name != "database", $"{name}: only SQL Server needs to write to its image");
            // Ours has its check in the image.
            service.ContainsKey("healthcheck").Should().Be(!service.ContainsKey("build"));
            foreach (string port in List(service.GetValueOrDefault("ports")))
                port.Should().StartWith("127.0.0.1:");
            service.Should().NotContainKey("privileged").And.NotContainKey("network_mode").And.NotContainKey("user");
            Environment(service).Should().NotContain(pair => pair.Key.Contains("PASSWORD") || pair.Key.EndsWith("__ConnectionString"), "secrets stand in files");
        }
    }

    [Theory]
    [MemberData(nameof(Compositions))]
    public void Whatever_a_service_refers_to_is_declared(string file)
    {
        var composition = PlainYaml.Read(Text(file));
        var services = Map(composition["services"]);
        foreach (var service in services.Values.Select(Map))
        {
            List(service.GetValueOrDefault("volumes")).Cast<string>().Select(volume => volume.Split(':')[0]).Where(source => source[0] is not ('.' or '/'))
                .Should().BeSubsetOf(Names(composition, "volumes"));
            List(service.GetValueOrDefault("secrets")).Cast<string>().Should().BeSubsetOf(Names(composition, "secrets"));
            List(service.GetValueOrDefault("networks")).Cast<string>().Should().BeSubsetOf(Names(composition, "networks"));
            Names(service, "depends_on").Should().BeSubsetOf(services.Keys);
            if (service.TryGetValue("build", out var build))
                File.Exists(Path.Combine(Folder, (string)Map(build)["context"], (string)Map(build)["dockerfile"])).Should().BeTrue();
        }
    }

    [Fact]
    public void Only_settings_that_there_are_are_set()
    {
        var known = HandbookTests.Known();
        var set = Directory.GetFiles(Folder).SelectMany(path => Setting().Matches(File.ReadAllText(path))).Select(match => match.Groups[1].Value).Distinct().ToList();
        set.Should().HaveCountGreaterThan(4);
        set.Select(name => Ending().Replace(name.Replace("__", ":", StringComparison.Ordinal), "")).Should().BeSubsetOf(known);
    }

    [Fact]
    public void The_image_runs_as_nobody_in_particular_and_is_watched()
    {
        var lines = Text("Dockerfile").Replace("\\\n", " ").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line[0] != '#').ToList();
        var last = lines[lines.FindLastIndex(line => line.StartsWith("FROM ", StringComparison.Ordinal))..];
        last.Should().Contain("USER $APP_UID").And.Contain(line => line.StartsWith("HEALTHCHECK ") && line.EndsWith("""CMD ["dotnet", "Yaosu.Server.dll", "health"]"""));
        last.FindIndex(line => line.StartsWith("USER ")).Should().BeGreaterThan(last.FindLastIndex(line => line.StartsWith("RUN ")), "nothing after that needs more");
        last.Should().NotContain(line => line.Contains("SDK", StringComparison.OrdinalIgnoreCase), "the build stays behind");
        lines.SelectMany(line => Image().Matches(line)).Select(match => match.Groups[1].Value).Where(image => image is not "build").Should().HaveCountGreaterThan(2).And.OnlyContain(image => IsPinned(image));
        last.Should().Contain(line => line.StartsWith("EXPOSE 8080")).And.Contain(line => line.Contains("Urls=http://+:8080"));
    }

    [Fact]
    public void The_proxy_knows_every_host_and_passes_what_circuits_need()
    {
        var nginx = Text("nginx.conf");
        var hosts = Map(PlainYaml.Read(Text("compose.yaml"))["services"]).Keys.Where(name => name.StartsWith("host-")).ToList();
        hosts.Should().HaveCount(2).And.OnlyContain(host => nginx.Contains($"server {host}:8080"));
        foreach (var line in new[] { "proxy_http_version 1.1;", "proxy_set_header Host $http_host;", "proxy_set_header Upgrade $http_upgrade;", "proxy_set_header X-Forwarded-For $remote_addr;", "proxy_set_header X-Forwarded-Proto $scheme;", "proxy_buffering off;", "client_max_body_size 0;" })
            nginx.Should().Contain(line);
        nginx.Count(character => character == '{').Should().Be(nginx.Count(character => character == '}'));
    }

    [Theory]
    [InlineData("a: 1\na: 2")]
    [InlineData("a:\n  b: 1\n c: 2")]
    [InlineData("a:\n\tb: 1")]
    [InlineData("a: {b: 1}")]
    [InlineData("a")]
    public void A_broken_file_is_not_read(string text) => FluentActions.Invoking(() => PlainYaml.Read(text)).Should().Throw<FormatException>();

    private static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    private static Dictionary<string, object> Map(object content) => content.Should().BeOfType<Dictionary<string, object>>().Subject;

    private static List<object> List(object? content) => content is null ? [] : content.Should().BeOfType<List<object>>().Subject;

    private static IEnumerable<string> Names(Dictionary<string, object> content, string key) => content.TryGetValue(key, out var named) ? Map(named).Keys : [];

    private static Dictionary<string, object> Environment(Dictionary<string, object> service) => service.TryGetValue("environment", out var environment) ? Map(environment) : [];

    /// <summary>By a version of its own, not by whatever is newest at the moment.</summary>
    private static bool IsPinned(string image) => image.LastIndexOf(':') is var at and > 0 && image[(at + 1)..] is var tag && char.IsAsciiDigit(tag[0]) && !tag.Contains("latest", StringComparison.Ordinal);

    [GeneratedRegex(@"\b((?:[A-Z][A-Za-z]+__[A-Za-z0-9_]+)|Urls)\s*[:=]")]
    private static partial Regex Setting();

    [GeneratedRegex(@"(_FILE|:\d+)$")]
    private static partial Regex Ending();

    [GeneratedRegex(@"(?:^FROM |--from=)(\S+)")]
    private static partial Regex Image();
}
