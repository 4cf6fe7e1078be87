using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Packages;
using Yaosu.Codes.PrintOrders;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Paging;
using Yaosu.Server;
using Yaosu.Tests.Orgs;
using Yaosu.Tests.Platform.Pdf;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

public sealed class PrintOrdersTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly IOptions<PrintPayee> Payee = Options.Create(new PrintPayee
    {
        Company = "示例平台公司",
        TaxNumber = "91TEST000000000000",
        Address = "示例市示例路 1 号",
        Account = "0000 0000 0000 0000",
        Bank = "示例银行",
        Phone = "010-00000000",
    });

    private readonly CodesWorld _codes = new(database, Keys.Of(database));
    private readonly PrintOrderList _list = new(database.Databases);
    private readonly PrintDesk _desk = new(database.Databases, new(database.Databases, new(ProductModules.All, database.Databases)));
    private Actor _main = null!;
    private Actor _operator = null!;
    private Merchant _merchant = null!;

    public async ValueTask InitializeAsync()
    {
        var operators = await OrgsWorld.OpenAsync(database, OrgKind.Platform);
        _operator = await operators.SignedInAsync(operators.MainName);
        _main = await _codes.MainAsync();
        _merchant = await _codes.MerchantAsync(_main, "云杉旗舰店");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_order_goes_from_payment_to_the_post_and_whoever_ordered_hears_of_each_step()
    {
        var package = await MadeAsync(7, 3);
        var order = (await PlaceAsync(package)).Value;
        order.Number.Should().MatchRegex(@"^CP-[0-9]{8}-[0-9]{4}$").And.Contain($"{ChinaTime.Today(database.Time):yyyyMMdd}");
        (order.Outer, order.Inner, order.OuterAmount, order.InnerAmount, order.Amount).Should().Be((7L, 21L, 84L, 300_000L, 300_084L));
        (await NoticesAsync(_operator)).Should().Contain(x => x.Title == "印码订单" && x.Link == CodesUrls.PrintDeskOrder(order.Id));
        (await _desk.ListAsync(_operator, order.Number, PrintOrderState.Waiting, new PageRequest())).Value.Rows.Should().ContainSingle();

        (await _desk.ShipAsync(_operator, order.Id, await VersionAsync(order), "示例快递", "SF0001")).Refusal.Should().Be(CodesRefusals.PrintOrderMoved);
        (await _desk.VerifyAsync(_operator, order.Id, await VersionAsync(order))).IsDone.Should().BeTrue();
        (await Cancel.RunAsync(_main, order.Id, await VersionAsync(order))).Refusal.Should().Be(CodesRefusals.PrintOrderMoved);
        (await _desk.StartAsync(_operator, order.Id, await VersionAsync(order))).IsDone.Should().BeTrue();
        (await _desk.ShipAsync(_operator, order.Id, await VersionAsync(order), " ", "SF0001")).Refusal.Should().Be(CodesRefusals.CarrierWrong);
        (await _desk.ShipAsync(_operator, order.Id, await VersionAsync(order), "示例快递", "")).Refusal.Should().Be(CodesRefusals.TrackingWrong);
        (await _desk.ShipAsync(_operator, order.Id, await VersionAsync(order), "示例快递", "SF0001")).IsDone.Should().BeTrue();

        (await NoticesAsync(_main)).Select(x => x.Title).Should().Contain(["印码订单待印码", "印码订单印码中", "印码订单已邮寄"]);
        (await _list.RunAsync(_main, "SF0001", null, new PageRequest())).Value.Rows.Should().ContainSingle().Which.State.Should().Be(PrintOrderState.Shipped);
        (await _desk.FindAsync(_operator, order.Id)).Value.History.Select(x => x.What).Should().Equal("邮寄印码订单", "开始印码", "印码订单付款已核实", "提交印码订单");
        (await PlaceAsync(package)).IsDone.Should().BeTrue("a package may be printed again once its order is over");
    }

    [Fact]
    public async Task A_package_is_in_one_unfinished_order_only()
    {
        var package = await MadeAsync(1);
        var first = (await PlaceAsync(package)).Value;
        (await PlaceAsync(package)).Refusal!.Text.Should().Contain(first.Number);
        (await Offer().RunAsync(_main)).Value.Packages.Single(x => x.Id == package).InOrder.Should().Be(first.Number);
        (await Cancel.RunAsync(_main, first.Id, await VersionAsync(first))).IsDone.Should().BeTrue();
        (await PlaceAsync(package)).Value.Number.Should().NotBe(first.Number);
    }

    [Fact]
    public async Task Of_several_who_order_one_package_at_once_one_gets_it_and_numbers_are_unique()
    {
        var package = await MadeAsync(1);
        var others = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => MadeAsync(1)));
        var placed = await Task.WhenAll(new[] { package, package, package }.Concat(others).Select(id => PlaceAsync(id)));
        placed.Take(3).Count(x => x.IsDone).Should().Be(1);
        placed.Take(3).Where(x => !x.IsDone).Should().OnlyContain(x => x.Refusal!.Code == "codes.package-in-order");
        placed.Skip(3).Should().OnlyContain(x => x.IsDone);
        placed.Where(x => x.IsDone).Select(x => x.Value.Number).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_payment_that_is_not_found_is_told_with_the_reason_and_can_still_be_found()
    {
        var order = (await PlaceAsync(await MadeAsync(1))).Value;
        (await _desk.RejectAsync(_operator, order.Id, await VersionAsync(order), " ")).Refusal.Should().Be(CodesRefusals.PrintReasonWrong);
        (await _desk.RejectAsync(_operator, order.Id, await VersionAsync(order), "没有备注企业名称")).IsDone.Should().BeTrue();
        (await NoticesAsync(_main)).Should().Contain(x => x.Title == "印码订单款项未核实" && x.Text.Contains("没有备注企业名称", StringComparison.Ordinal));
        (await _desk.VerifyAsync(_operator, order.Id, order.Version)).Refusal.Should().Be(CodesRefusals.PrintOrderMoved, "that order was looked at before the rejection");
        (await _desk.VerifyAsync(_operator, order.Id, await VersionAsync(order))).IsDone.Should().BeTrue();
        (await _list.FindAsync(_main, order.Id)).Value.Order.Reason.Should().BeNull();
    }

    [Fact]
    public async Task Only_ready_packages_of_ones_own_with_running_numbers_are_printed()
    {
        var bare = await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 1) with { Numbered = false });
        var unready = (await _codes.Request.RunAsync(_main, CodesWorld.Digits(_merchant.Id, 1))).Value;
        var own = await MadeAsync(1);
        var stranger = await _codes.MainAsync();
        (await PlaceAsync(bare, 300_000)).Refusal.Should().Be(CodesRefusals.PackageNotPrintable);
        (await PlaceAsync(unready, 300_000)).Refusal.Should().Be(CodesRefusals.PackageNotPrintable);
        (await Place().RunAsync(stranger, Wanted(300_000, own))).Refusal.Should().Be(CodesRefusals.PackageNotPrintable);
        (await Offer().RunAsync(stranger)).Value.Packages.Should().BeEmpty();
        (await Offer().RunAsync(_main)).Value.Packages.Select(x => x.Id).Should().Contain(own).And.NotContain([bare, unready]);
    }

    [Fact]
    public async Task No_enterprise_sees_or_touches_anothers_order()
    {
        var order = (await PlaceAsync(await MadeAsync(1))).Value;
        var stranger = await _codes.MainAsync();
        (await _list.RunAsync(stranger, null, null, new PageRequest())).Value.Rows.Should().BeEmpty();
        (await _list.FindAsync(stranger, order.Id)).Refusal.Should().Be(CodesRefusals.PrintOrderNotFound);
        (await Cancel.RunAsync(stranger, order.Id, await VersionAsync(order))).Refusal.Should().Be(CodesRefusals.PrintOrderNotFound);
        (await _desk.ListAsync(stranger, null, null, new PageRequest())).Refusal!.Code.Should().Be("access.denied");
        (await _desk.FindAsync(stranger, order.Id)).Refusal!.Code.Should().Be("access.denied");
        (await _desk.VerifyAsync(_main, order.Id, await VersionAsync(order))).Refusal!.Code.Should().Be("access.denied");
    }

    [Fact]
    public async Task Nobody_orders_at_a_price_that_he_did_not_see_or_to_nowhere()
    {
        var package = await MadeAsync(1);
        (await PlaceAsync(package, 299_999)).Refusal.Should().Be(CodesRefusals.PrintPriceChanged);
        (await Place().RunAsync(_main, Wanted(300_000, package) with { Receiver = " ", Phone = "12345", Address = "" })).Refusals.Select(x => x.Field).Should().Equal("Receiver", "Phone", "Address");
        (await Place().RunAsync(_main, Wanted(300_000))).Refusal.Should().Be(CodesRefusals.PrintPackagesNeeded);
        (await Place().RunAsync(_main, Wanted(300_000, package) with { Phone = "010-12345678" })).Value.Phone.Should().Be("010-12345678");
    }

    [Fact]
    public async Task Without_an_account_to_pay_to_nothing_is_ordered()
    {
        var package = await MadeAsync(1);
        var none = Options.Create(new PrintPayee { Company = "示例平台公司" });
        (await new PlacePrintOrder(database.Databases, none, Operators).RunAsync(_main, Wanted(300_000, package))).Refusal.Should().Be(CodesRefusals.NoPayee);
        (await new PrintablePackages(database.Databases, none).RunAsync(_main)).Refusal!.Text.Should().StartWith("平台还没有设置收款账户");
    }

    [Fact]
    public async Task The_log_knows_the_order_but_nobodys_address()
    {
        var order = (await PlaceAsync(await MadeAsync(1))).Value;
        await using var db = database.OpenSystem(_main.OrgId);
        var entry = await db.Set<AuditEntry>().SingleAsync(x => x.ObjectType == nameof(PrintOrder) && x.ObjectId == order.Id);
        (entry.Action, entry.ObjectName, entry.Note, entry.Changes).Should().Be((CodesActions.PrintOrdered.Code, order.Number, "1 个码，3,000.00 元", null));
    }

    [Fact]
    public async Task Operators_take_the_codes_of_an_order_while_they_have_it_in_hand_and_the_enterprise_reads_so()
    {
        var (package, other) = (await MadeAsync(4), await MadeAsync(1));
        var order = (await PlaceAsync(package)).Value;
        (await Take(_operator, package)).Refusal.Should().Be(CodesRefusals.PrintOrderNotInHand, "nobody has paid yet");
        (await _desk.VerifyAsync(_operator, order.Id, await VersionAsync(order))).IsDone.Should().BeTrue();

        using (var taken = new StreamReader((await Take(_operator, package)).Value.Text))
            (await taken.ReadToEndAsync()).TrimEnd().Split("\r\n").Skip(1).Select(x => x.Split(',')[2]).Should().HaveCount(4).And.Equal((await _codes.LinesAsync(_main, package)).Select(x => x[2]));
        await using (var db = database.OpenSystem(_main.OrgId))
            (await db.Set<AuditEntry>().Where(x => x.Action == CodesActions.PackageDownloaded.Code && x.ObjectId == package).OrderBy(x => x.Sequence).Select(x => x.ActorName).FirstAsync()).Should().Be("平台运营·" + _operator.Name);
        (await Take(_operator, other)).Refusal.Should().Be(CodesRefusals.PrintOrderNotFound, "it isn't in the order");
        (await Take(_main, package)).Refusal!.Code.Should().Be("access.denied");

        (await _desk.StartAsync(_operator, order.Id, await VersionAsync(order))).IsDone.Should().BeTrue();
        (await _desk.ShipAsync(_operator, order.Id, await VersionAsync(order), "示例快递", "SF0002")).IsDone.Should().BeTrue();
        (await Take(_operator, package)).Refusal.Should().Be(CodesRefusals.PrintOrderNotInHand, "it is printed");

        Task<Outcome<(CodePackage Package, Stream Text)>> Take(Actor actor, long id) => new DownloadOrderedPackage(database.Databases, _codes.Download).OpenAsync(actor, order.Id, id, isBeginning: true);
    }

    [Fact]
    public async Task The_sheet_says_what_is_printed_for_how_much_and_where_it_goes()
    {
        var order = (await PlaceAsync(await MadeAsync(7, 3))).Value;
        var about = (await _list.FindAsync(_main, order.Id)).Value;
        var file = await SheetAsync(about);
        var text = file.Pages.Should().ContainSingle().Which.Text;
        file.Title.Should().Be($"印码订单 {order.Number}");
        text.Should().ContainAll(order.Number, about.Order.OrgName, "刮刮银款", "待付款核实", about.Packages[0].Number, "3,000.84", "演示·收货人", "13800000000", "示例市示例收货路 1 号");
        (await SheetAsync(about)).Bytes.Should().Equal(file.Bytes);

        var many = about with { Packages = [.. Enumerable.Range(1, PrintablePackages.Most).Select(i => new PrintOrderPackage { OrgId = 1, PackageId = i, Number = $"P{i:0000}", Kind = PackageKind.Single, Outer = 0, Inner = 1, HeldId = null })] };
        var pages = (await SheetAsync(many)).Pages;
        pages.Should().HaveCountGreaterThan(2);
        pages.SelectMany(x => x.Texts).Select(x => x.Text).Where(x => x.Length == 5 && x[0] == 'P').Should().Equal(many.Packages.Select(x => x.Number));

        static async Task<PdfFile> SheetAsync(PrintOrderShown shown)
        {
            using var target = new MemoryStream();
            await PrintOrderSheet.WriteAsync(shown, target, CancellationToken.None);
            return new(target.ToArray());
        }
    }

    private EnterpriseDesk Operators => new(new(database.Databases));

    private CancelPrintOrder Cancel => new(database.Databases);

    private PlacePrintOrder Place() => new(database.Databases, Payee, Operators);

    private PrintablePackages Offer() => new(database.Databases, Payee);

    private static PrintOrderWanted Wanted(long amount, params long[] packages) => new(PrintProcess.ScratchOff, packages, "演示·收货人", "138 0000 0000", "示例市示例收货路 1 号", amount);

    private Task<long> MadeAsync(long quantity, params long[] inside) => _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, quantity, inside));

    private async Task<Outcome<PrintOrder>> PlaceAsync(long package, long? amount = null)
    {
        if (amount is null)
        {
            var offer = (await Offer().RunAsync(_main)).Value;
            var row = offer.Packages.Single(x => x.Id == package);
            amount = PrintQuote.Of(offer.Prices, row.Outer, row.Inner).Amount;
        }
        return await Place().RunAsync(_main, Wanted(amount.Value, package));
    }

    private async Task<int> VersionAsync(PrintOrder order)
    {
        await using var db = database.OpenSystem(_main.OrgId);
        return await db.Set<PrintOrder>().Where(x => x.Id == order.Id).Select(x => x.Version).SingleAsync();
    }

    private async Task<List<Notification>> NoticesAsync(Actor actor)
    {
        await using var db = database.Databases.Open(actor);
        return await db.Set<Notification>().AsNoTracking().Where(x => x.UserId == actor.UserId).ToListAsync();
    }
}
