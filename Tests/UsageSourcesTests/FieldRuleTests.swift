import TestSupport
import Testing
import UsageModel
import UsageSources

/// What a source's `fields` make of a vendor's columns.
struct FieldRuleTests {
    private let bench: SourceBench

    init() throws {
        bench = try SourceBench()
    }

    private static let header = "Kind,Product,Sku,Count,Day,Total"

    private func mapping(_ change: (inout RowMapping) -> Void = { _ in }) -> RowMapping {
        var mapping = RowMapping(fields: [
            "subscription_id": "Product", "item_mpn": "{Product}:{Sku}", "quantity": "Count",
            "start_time_utc": "Day", "end_time_utc": "Day",
        ])
        mapping.fields["product_id"] = FieldRule(.constant("P1"))
        change(&mapping)
        return mapping
    }

    private func read(_ rows: [String], _ mapping: RowMapping) async throws -> UsageReading {
        try bench.folder.write("a.csv", SourceBench.file(rows, header: Self.header))
        return try await bench.read("a.csv", mapping: mapping)
    }

    @Test
    func `templates, constants and columns make a record`() async throws {
        let reading = try await read(
            ["usage,AS-1,S,2,2026-10-05,3"],
            mapping {
                $0.fields["amount"] = FieldRule(.column("Total"))
                $0.fields["v.kind"] = FieldRule("{{{Kind}}}")
                $0.fields["record_note"] = FieldRule("Kind")
                $0.fields["category_id"] = FieldRule("Kind")
            })
        let record = try #require(reading.allRecords.first)
        #expect(record.product == "P1")
        #expect(record.subscription == "AS-1")
        #expect(record.itemMPN == "AS-1:S")
        #expect(record.amount == ExactDecimal(3))
        #expect(record.note == "usage")
        #expect(record.category == "usage")
        #expect(record.custom == [CustomField(name: "kind", value: "{usage}")])
        #expect(record.origin.line == 2)
    }

    @Test(arguments: ["a.jsonl", "a.json"])
    func `JSON rows are mapped like those of tables`(name: String) async throws {
        let row = """
            {"meta": {"Kind": "usage", "final": true}, "Product": "AS-1", "Sku": null, \
            "Count": 2, "Day": "2026-10-05", "Total": 4.5}
            """
        try bench.folder.write(name, name == "a.json" ? "[\(row)]" : row)
        var mapping = mapping {
            $0.fields["item_mpn"] = FieldRule("{Product}:{meta.Kind}")
            $0.fields["item_name"] = FieldRule("Sku")
            $0.filters = [RowCondition("meta.final", .isOneOf(["true"]))]
        }
        var arithmetic = FieldRule(.column("Total"))
        arithmetic.arithmetic = Arithmetic(factor: ExactDecimal(2))
        mapping.fields["amount"] = arithmetic
        let reading = try await bench.read(name, mapping: mapping)
        let record = try #require(reading.allRecords.first)
        #expect(record.itemMPN == "AS-1:usage")
        #expect(record.itemName == nil)
        #expect(record.amount == ExactDecimal(9))
    }

    @Test
    func `a row that follows a longer one with a fault is read by itself`() async throws {
        let long = String(repeating: "x", count: 500)
        var mapping = mapping {
            $0.numbers = NumberFormat(grouping: UInt8(ascii: ","))
            $0.fields["quantity"] = FieldRule(.constant("1"))
            $0.fields["amount"] = FieldRule("Total")
            $0.fields["amount"]?.otherwise = "0"
        }
        mapping.badRows = .quarantine
        let reading = try await read(
            [
                "\(long),AS-1,S,2,2026-10-05,3", "a,AS-2,,2,,\"1,x\"",
                "a,AS-3,S,2,2026-10-05,\"1,000\"",
                "a,AS-4,S,2,2026-10-05,",
            ], mapping)
        #expect(reading.allRecords.map(\.subscription) == ["AS-1", "AS-3", "AS-4"])
        #expect(reading.allRecords.map { $0.amount?.description } == ["3", "1000", "0"])
        #expect(reading.quarantined.map(\.product) == [nil])
    }

    @Test(arguments: [
        ("usage,AS-1,,2,2026-10-05,3", "usage:AS-1"), ("usage,AS-1,S,2,2026-10-05,3", "S"),
        // Nothing stands for it where a column of the default is empty too.
        (",AS-1,,2,2026-10-05,3", nil as String?),
    ])
    func `a default may be a template over other columns`(row: String, name: String?) async throws {
        let reading = try await read(
            [row],
            mapping {
                $0.fields["item_mpn"] = FieldRule(.constant("M"))
                $0.fields["item_name"] = FieldRule("Sku")
                $0.fields["item_name"]?.otherwise = "{Kind}:{Product}"
            })
        #expect(reading.problems == [])
        #expect(reading.allRecords.map(\.itemName) == [name])
    }

    @Test
    func `a template with an empty column is empty, and a default stands for it`() async throws {
        let plain = try await read(["usage,AS-1,,2,2026-10-05,3"], mapping())
        #expect(bench.reason(in: plain) == "a.csv:2: 'item_mpn' is empty")
        let filled = try await read(
            ["usage,AS-1,,2,2026-10-05,3"], mapping { $0.fields["item_mpn"]?.otherwise = "other" })
        #expect(filled.allRecords.map(\.itemMPN) == ["other"])
    }

    @Test
    func `names differ in case only where that is asked for`() async throws {
        try bench.folder.write(
            "a.csv",
            SourceBench.file(["usage,AS-1,S,2,2026-10-05,3"], header: Self.header.uppercased()))
        let strict = try await bench.read("a.csv", mapping: mapping())
        #expect(bench.reason(in: strict)?.hasPrefix("a.csv:1: no column '") == true)
        let loose = try await bench.read("a.csv", mapping: mapping { $0.ignoresCase = true })
        #expect(loose.allRecords.map(\.itemMPN) == ["AS-1:S"])
    }

    @Test(arguments: [
        ("10.00", "10%", 2, DecimalRounding.halfUp, "11.11"),
        ("0.45", "10%", 1, .halfUp, "0.5"), ("0.45", "10%", 1, .down, "0.5"),
        ("0.405", "10%", 1, .halfUp, "0.5"), ("0.405", "10%", 1, .halfEven, "0.4"),
        ("0.405", "10%", 1, .down, "0.4"), ("0.401", "10%", 1, .up, "0.5"),
        ("-0.405", "10%", 1, .halfUp, "-0.5"), ("-0.401", "10%", 1, .up, "-0.5"),
        ("1,234.50", "0%", 2, .halfUp, "1234.5"), ("7", "12.5%", 4, .halfUp, "8"),
    ])
    func `an amount is divided by one minus the margin`(
        amount: String, margin: String, digits: Int, rounding: DecimalRounding, expected: String
    ) async throws {
        let percent = try #require(ExactDecimal(margin.dropLast()))
        let reading = try await read(
            ["usage,AS-1,S,2,2026-10-05,\"\(amount)\""],
            mapping {
                $0.fields["amount"] = FieldRule(.column("Total"))
                $0.fields["amount"]?.arithmetic = Arithmetic(
                    margin: ExactDecimal(
                        coefficient: percent.coefficient, scale: percent.scale + 2),
                    digits: digits, rounding: rounding)
                $0.numbers = NumberFormat(grouping: UInt8(ascii: ","))
            })
        #expect(reading.allRecords.map { $0.amount?.description } == [expected])
    }

    @Test(arguments: [
        (",", ".", "1.234,5", "1234.5"), (",", ".", "-12,25", "-12.25"), (",", ".", "1.23,5", nil),
        (",", ".", "1.234.567", "1234567"), (",", nil, "1.234", nil), (".", ",", "1,5", nil),
        (".", ",", ",5", nil), (".", ",", "12,345.678", "12345.678"), (".", ",", "1,2345", nil),
        (".", "'", "1'000", "1000"), (".", " ", "1 000 000", "1000000"), (".", ",", "1,,000", nil),
        (".", ",", "1.5,000", nil),
    ])
    func `numbers are read as they are said to be written`(
        decimal: String, grouping: String?, text: String, expected: String?
    ) async throws {
        let reading = try await read(
            ["usage,AS-1,S,\"\(text)\",2026-10-05,3"],
            mapping {
                $0.numbers = NumberFormat(
                    decimal: decimal.utf8.first ?? 0, grouping: grouping?.utf8.first)
            })
        #expect(reading.allRecords.map(\.quantity.description) == (expected.map { [$0] } ?? []))
        #expect((bench.reason(in: reading) == nil) == (expected != nil))
    }

    @Test
    func `numbers of JSON are plain, whatever the vendor's texts are`() async throws {
        let row = """
            {"Product":"AS-1","Sku":"S","Count":1.234,"Day":"2026-10-05","Total":"1.234,5",\
            "Version":1.5}
            """
        try bench.folder.write("a.json", "[\(row)]")
        let format = NumberFormat(decimal: UInt8(ascii: ","), grouping: UInt8(ascii: "."))
        for rule in [FieldRule("Count"), FieldRule("{Count}")] {
            let reading = try await bench.read(
                "a.json",
                mapping: mapping {
                    $0.numbers = format
                    $0.fields["quantity"] = rule
                    $0.fields["amount"] = FieldRule("Total")
                    $0.fields["item_mpn"] = FieldRule("{Sku}-{Version}")
                })
            #expect(reading.problems == [])
            #expect(reading.allRecords.map(\.quantity.description) == ["1.234"])
            #expect(reading.allRecords.map { $0.amount?.description } == ["1234.5"])
            #expect(reading.allRecords.map(\.itemMPN) == ["S-1.5"])
        }
        var reckoned = mapping { $0.numbers = format }
        reckoned.fields["quantity"]?.arithmetic = Arithmetic(factor: ExactDecimal(2))
        let doubled = try await bench.read("a.json", mapping: reckoned)
        #expect(doubled.allRecords.map(\.quantity.description) == ["2.468"])
    }

    @Test
    func `a constant that is reckoned with stands in our own form`() async throws {
        let reading = try await read(
            ["usage,AS-1,S,\"2,5\",2026-10-05,3"],
            mapping {
                $0.numbers = NumberFormat(decimal: UInt8(ascii: ","))
                $0.fields["amount"] = FieldRule(.constant("1.5"))
                $0.fields["amount"]?.arithmetic = Arithmetic(factor: ExactDecimal(2))
            })
        #expect(reading.problems == [])
        #expect(reading.allRecords.map { $0.amount?.description } == ["3"])
    }

    @Test
    func `a column that a template names must be there although the path knows the product`()
        async throws
    {
        try bench.folder.write(
            "P1.csv", "Sku,Product,Count,Day\nS,AS-1,2,2026-10-05\n")
        var mapping = mapping { $0.fields["item_mpn"] = FieldRule("{product_id}-{Sku}") }
        mapping.fields["product_id"] = nil
        let reading = try await bench.read("{product}.csv", mapping: mapping)
        #expect(bench.reason(in: reading)?.hasPrefix("P1.csv:1: no column 'product_id'") == true)
        #expect(reading.allRecords == [])
    }

    @Test
    func `a field that is computed stands in place of the vendor's own column`() async throws {
        try bench.folder.write(
            "a.csv", "v.kind," + Self.header + "\nold,usage,AS-1,S,2,2026-10-05,3\n")
        let reading = try await bench.read(
            "a.csv", mapping: mapping { $0.fields["v.kind"] = FieldRule("{Kind}!") })
        #expect(
            reading.allRecords.map(\.custom) == [[CustomField(name: "kind", value: "usage!")]])
    }

    @Test
    func `a column that is named and not there is an error`() async throws {
        let reading = try await read(
            ["usage,AS-1,S,2,2026-10-05,3"], mapping { $0.fields["amount"] = FieldRule("Totl") })
        #expect(
            bench.reason(in: reading)
                == "a.csv:1: no column 'Totl'; 'Total' is the nearest, which the source's 'fields' "
                + "can map")
    }

    @Test
    func `rows that a condition leaves out are counted and need not make sense`() async throws {
        let reading = try await read(
            ["tax,,,x,never,", "usage,AS-1,S,2,2026-10-05,3", "fee,AS-1,S,1,2026-10-06,0"],
            mapping {
                $0.filters = [
                    RowCondition("Kind", .isOneOf(["usage", "fee"])),
                    RowCondition("Total", .isNoneOf(["0"])),
                    RowCondition("Sku", .isNotEmpty),
                ]
            })
        #expect(reading.allRecords.map(\.origin.line) == [3])
        #expect(bench.reason(in: reading) == nil)
        #expect(reading.counts.leftOut == 2)
        #expect(reading.counts.single == 1)
    }

    @Test(arguments: [
        (["item_mpn": "{a"], "a brace without its partner"), (["item_mpn": "a}"], "partner"),
        (["item_mpn": "{}"], "braces without a column's name"),
        (["quantity": "tier"], "'fields' gives the name 'tier' to two columns"),
    ])
    func `rules that cannot be used are refused`(fields: [String: String], message: String) {
        let error = #expect(throws: SourceConfigurationError.self) {
            try MappingRules(RowMapping(fields: fields))
        }
        #expect(error?.description.contains(message) == true)
    }

    @Test
    func `formats and arithmetic belong to times and numbers`() {
        var format = RowMapping()
        format.fields["item_mpn"] = FieldRule("a")
        format.fields["item_mpn"]?.format = TimeFormat("yyyy-MM")
        #expect(throws: SourceConfigurationError.formatOfNoTime("item_mpn")) {
            try MappingRules(format)
        }
        var arithmetic = RowMapping()
        arithmetic.fields["tier"] = FieldRule("a")
        arithmetic.fields["tier"]?.arithmetic = Arithmetic(factor: ExactDecimal(2))
        #expect(throws: SourceConfigurationError.arithmeticOfText("tier")) {
            try MappingRules(arithmetic)
        }
    }
}
