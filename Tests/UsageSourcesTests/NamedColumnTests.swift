import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// A column that `fields` names must be there, in JSON in one row of a file or answer at least.
struct NamedColumnTests {
    private let bench: SourceBench

    init() throws {
        bench = try SourceBench()
    }

    /// A record of October without its closing brace, so that more can stand behind it.
    private static func row(_ more: String, quantity: String = #""quantity":1,"#) -> String {
        """
        {"product_id":"P1","subscription_id":"A","item_mpn":"M",\(quantity)\
        "start_time_utc":"2026-10-05","end_time_utc":"2026-10-05"\(more)}
        """
    }

    private static func optional(_ column: String, _ otherwise: String? = nil) -> FieldRule {
        var rule = FieldRule(.column(column))
        rule.otherwise = otherwise
        return rule
    }

    private func reason(
        _ name: String, _ rows: [String], _ fields: [String: FieldRule],
        _ change: (inout RowMapping) -> Void = { _ in }
    ) async throws -> String? {
        let isArray = name.hasSuffix(".json")
        let text = rows.joined(separator: isArray ? "," : "\n")
        try bench.folder.write("2026-10" + name, isArray ? "[\(text)]" : text + "\n")
        var mapping = RowMapping()
        mapping.fields = fields
        change(&mapping)
        return bench.reason(in: try await bench.read("{month}" + name, mapping: mapping))
    }

    @Test(arguments: ["a.json", "a.jsonl"])
    func `a quantity with a default is not read from a column that no row has`(
        name: String
    ) async throws {
        let rows = Array(repeating: Self.row(#","qty_used":7"#, quantity: ""), count: 2)
        #expect(
            try await reason(name, rows, ["quantity": Self.optional("qtyused", "0")])
                == "2026-10\(name): no row has 'qtyused', which 'fields' names; 'qty_used' is the "
                + "nearest that is there")
        #expect(try await reason(name, rows, ["quantity": Self.optional("qty_used", "0")]) == nil)
    }

    @Test(arguments: [
        ("currency", FieldRule("priceCurrency"), "priceCurrency"),
        ("currency", FieldRule("meta.currency"), "meta.currency"),
        ("record_id", FieldRule("{pricing_curency}!"), "pricing_curency"),
        ("tier", FieldRule("site"), "site"), ("record_id", optional("Sku", "none"), "Sku"),
        ("currency", optional("pricing_currency", "{Sku}"), "Sku"),
    ])
    func `a misnamed column of what is billed makes the month unknown`(
        field: String, rule: FieldRule, column: String
    ) async throws {
        let row = Self.row(#","pricing_currency":"EUR","meta":{"curency":"EUR"}"#)
        let reason = try #require(try await reason("a.jsonl", [row], [field: rule]))
        #expect(reason.hasPrefix("2026-10a.jsonl: no row has '\(column)', which 'fields' names; "))
        switch column {
        case "meta.currency":
            #expect(reason.hasSuffix("; 'meta.curency' is the nearest that is there"))
        case "pricing_curency", "priceCurrency":
            #expect(reason.hasSuffix("; 'pricing_currency' is the nearest that is there"))
        default: #expect(reason.contains("; the rows have 'end_time_utc', 'item_mpn'"))
        }
    }

    /// Systems that leave out what is empty may have no other in a month.
    @Test(arguments: ["record_note", "v.place", "item_name", "category_id", "category_name"])
    func `a column that only tells about a row may be in none`(field: String) async throws {
        let rows = [Self.row("")]
        for rule in [FieldRule("Sku"), Self.optional("Sku", "none"), FieldRule("{Sku}!")] {
            #expect(try await reason("a.jsonl", rows, [field: rule]) == nil)
        }
    }

    @Test(arguments: [
        #","Sku":null"#, #","Sku":"""#, #","Sku":"S""#,
    ])
    func `one row that has the column is enough, with or without a value`(
        more: String
    ) async throws {
        let rows = [Self.row(""), Self.row(more), Self.row("")]
        #expect(try await reason("a.json", rows, ["record_id": Self.optional("Sku", "x")]) == nil)
        // A row that a condition leaves out has its columns all the same.
        let left = try await reason("a.json", rows, ["record_id": Self.optional("Sku", "x")]) {
            $0.filters = [RowCondition("item_mpn", .isNoneOf(["M"]))]
        }
        #expect(left == nil)
    }

    @Test func `an object that is nowhere filled tells nothing of what is in it`() async throws {
        let fields = ["amount": Self.optional("price.amount", "0")]
        for empty in ["null", "{}"] {
            let row = Self.row(#","price":\#(empty)"#)
            #expect(try await reason("a.jsonl", [row, row], fields) == nil)
            let filled = Self.row(#","price":{"amout":7}"#)
            #expect(
                try await reason("a.jsonl", [row, filled, row], fields)
                    == "2026-10a.jsonl: no row has 'price.amount', which 'fields' names; "
                    + "'price.amout' is the nearest that is there")
        }
    }

    @Test func `without a row nothing is missed`() async throws {
        let fields = ["quantity": Self.optional("qty", "0"), "currency": FieldRule("money")]
        #expect(try await reason("a.json", [], fields) == nil)
    }

    @Test func `case does not matter where the source says so`() async throws {
        let row = Self.row(#","SKU":"S""#)
        for ignores in [true, false] {
            let reason = try await reason("a.jsonl", [row], ["currency": FieldRule("Sku")]) {
                $0.ignoresCase = ignores
            }
            #expect((reason == nil) == ignores)
        }
    }

    @Test func `a product that is known without a column needs none of its own name`()
        async throws
    {
        for (column, isKnown) in [("product_id", true), ("sku", false)] {
            try bench.folder.write(
                "P1.jsonl", Self.row("").replacing(#""product_id":"P1","#, with: ""))
            let reading = try await bench.read("{product}.jsonl", fields: ["product_id": column])
            #expect((bench.reason(in: reading) == nil) == isKnown, "\(column)")
        }
    }

    @Test func `an attestation that any other text gives needs its column`() async throws {
        let rows = [Self.row(#","stat":"open""#)]
        let reason = try await reason("a.jsonl", rows, [:]) {
            $0.attested = RowCondition("state", .isNoneOf(["open"]))
        }
        #expect(
            reason
                == "2026-10a.jsonl: no row has 'state', which 'complete' needs; 'stat' is the "
                + "nearest that is there")
    }

    @Test func `a file that breaks off is not judged by the rows before`() async throws {
        try bench.folder.write("a.json", "[\(Self.row("")),")
        let reading = try await bench.read("a.json", fields: ["currency": "Sku"])
        #expect(bench.reason(in: reading)?.contains("Sku") == false)
        #expect(bench.reason(in: reading)?.contains("more)") == false)
    }

    /// Reads an API of two pages, of which the second one has a row with the given end.
    private func readPages(
        _ more: String, _ change: @escaping (inout RowMapping) -> Void
    ) async throws -> String? {
        var reason: String?
        try await VendorServer.with({ request in
            request["p"] == nil
                ? .answer("{\"items\":[\(Self.row(""))],\"next\":\"/?p=2\"}")
                : .answer("{\"items\":[\(Self.row(more, quantity: #""quantity":2,"#))]}")
        }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}") {
                $0.recordsAt = "items"
                $0.pagination = .link(field: "next", total: nil)
                change(&$0.mapping)
            }
            reason = reading.reason()?.replacing(base, with: "")
        }
        return reason
    }

    @Test func `the pages of an answer are judged together`() async throws {
        let rules: [(needer: String, change: (inout RowMapping) -> Void)] = [
            ("'fields' names", { $0.fields = ["record_id": Self.optional("Sku", "x")] }),
            ("'where' needs", { $0.filters = [RowCondition("Sku", .isNoneOf(["test"]))] }),
        ]
        for (needer, change) in rules {
            #expect(try await readPages(#","Sku":"S""#, change) == nil)
            let reason = try #require(try await readPages(#","Skus":"S""#, change))
            #expect(
                reason
                    == "/?m=2026-10: no row has 'Sku', which \(needer); 'Skus' is the nearest that "
                    + "is there")
        }
    }

    @Test func `each question is judged by its own answer`() async throws {
        try await VendorServer.with({ request in
            .answer("[\(Self.row(request["p"] == "P1" ? #","Sku":"S""# : ""))]")
        }) { _, base in
            let query = UsageQuery(months: [SourceBench.october], products: ["P1", "P2"])
            let reading = try await HTTPBench.read("\(base)/?p={product}&m={month}", query: query) {
                $0.mapping.fields = ["currency": FieldRule("Sku")]
            }
            #expect(reading.reason("P1") == nil)
            #expect(reading.reason("P2")?.contains("no row has 'Sku'") == true)
        }
        try await VendorServer.with({ _ in .answer("[]") }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}") {
                $0.mapping.fields = ["currency": FieldRule("Sku")]
                $0.emptyMeans = .zero
            }
            #expect(reading.isKnown)
        }
    }
}
